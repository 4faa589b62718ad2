import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import { identify, isSameProcess } from "./process-identity";

const LOOK_EVERY_MS = 500;
const ownerSchema = z.object({ pid: z.number().int(), startedAt: z.string() });

/**
 * Does a build while no other process of this checkout does one. Of a process that was killed while it built nothing stays, also
 * where another one has its id now, as in a container that was started again.
 */
export async function withBuildLock(file: string, build: () => Promise<void>): Promise<void> {
  mkdirSync(path.dirname(file), { recursive: true });
  while (!taken(file)) {
    if (ownerLives(file)) await delay(LOOK_EVERY_MS);
    else rmSync(file, { force: true });
  }
  try {
    await build();
  } finally {
    rmSync(file, { force: true });
  }
}

/** Written beside and linked, so that nobody reads a lock without its owner. */
function taken(file: string): boolean {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(identify(process.pid)));
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function ownerLives(file: string): boolean {
  try {
    return isSameProcess(ownerSchema.parse(JSON.parse(readFileSync(file, "utf8"))));
  } catch {
    return false;
  }
}
