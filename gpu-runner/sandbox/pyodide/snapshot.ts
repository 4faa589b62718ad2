import { createHash, randomUUID } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { PyodidePlaces } from "./place";
import { HOST_BYTES, type Surroundings, startHost } from "./start-host";

const PATIENCE_MS = 120_000;
const SMALLEST_BYTES = 1024 ** 2;
/** Pages of the module's first memory; the snapshot is made with little so that it is small. */
const MEMORY_BYTES = 1024 ** 3;

/**
 * The file of a loaded interpreter's memory, made at first use and kept by version; loading it takes a fifth of a plain
 * load. Null where it cannot be made or written: the plain load works too.
 */
export async function ensureSnapshot(
  places: PyodidePlaces,
  surroundings: Surroundings,
): Promise<string | null> {
  const scripts = createHash("sha256");
  for (const script of places.scripts) scripts.update(readFileSync(script));
  const name = `pyodide-${places.version}-node-${process.versions.node}-${scripts.digest("hex").slice(0, 12)}.snapshot`;
  const place = path.join(places.cache, name);
  if (existsSync(place) && statSync(place).size > SMALLEST_BYTES) return place;
  try {
    const bytes = await makeSnapshot(places, surroundings);
    mkdirSync(places.cache, { recursive: true });
    const draft = `${place}.${randomUUID()}`;
    writeFileSync(draft, bytes);
    chmodSync(draft, 0o644);
    renameSync(draft, place);
    return place;
  } catch {
    return null;
  }
}

function makeSnapshot(places: PyodidePlaces, surroundings: Surroundings): Promise<Buffer> {
  const settings = { places, snapshot: null, isMakingSnapshot: true, memoryBytes: MEMORY_BYTES };
  const child = startHost(settings, surroundings);
  const chunks: Buffer[] = [];
  child.stdout?.on("data", (chunk: Buffer) => chunks.push(chunk));
  child.stderr?.resume();
  child.stdin?.end();
  return new Promise((resolve, reject) => {
    const clock = setTimeout(() => child.kill("SIGKILL"), PATIENCE_MS);
    child.once("error", reject);
    child.once("close", (code) => {
      clearTimeout(clock);
      const bytes = Buffer.concat(chunks);
      if (code === 0 && bytes.length > SMALLEST_BYTES && bytes.length < HOST_BYTES) resolve(bytes);
      else reject(new Error(`the snapshot was not made: exit ${code}`));
    });
  });
}
