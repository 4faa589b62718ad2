import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { NetError } from "../net-error";
import { askHub, escapedPath, type Hub } from "./hub-client";
import { HubError } from "./hub-error";

export type Download = {
  repository: string;
  /** Full commit: what is fetched cannot change between two tries. */
  commit: string;
  path: string;
  /** What the file must be; null where nothing is known yet. */
  sha256: string | null;
  maxBytes: number;
};

/**
 * Fetches one file to `target` and gives its size and SHA-256. A broken transfer leaves `target.part`, and the next call
 * asks for the rest only; a server that sends the whole again is taken at its word. A file with another checksum than
 * expected is removed (`checksum_mismatch`). Without a byte sent where `target` is there and is right.
 */
export async function downloadFile(
  hub: Hub,
  download: Download,
  target: string,
): Promise<{ bytes: number; sha256: string; fetchedBytes: number }> {
  const there = await checksumOf(target);
  if (there !== null && (download.sha256 === null || there.sha256 === download.sha256))
    return { ...there, fetchedBytes: 0 };
  const part = `${target}.part`;
  await mkdir(path.dirname(target), { recursive: true });
  const fetchedBytes = await fetchRest(hub, download, part);
  const got = await checksumOf(part);
  if (got === null) throw new HubError("unexpected_answer", `${download.path} came without a byte.`);
  if (download.sha256 !== null && got.sha256 !== download.sha256) {
    await rm(part, { force: true });
    throw new HubError(
      "checksum_mismatch",
      `${download.repository} ${download.path} at ${download.commit} has SHA-256 ${got.sha256}, expected ${download.sha256}. Nothing was stored. Try again; if it stays so, the file is not the one that was pinned.`,
    );
  }
  await rename(part, target);
  return { ...got, fetchedBytes };
}

async function fetchRest(hub: Hub, download: Download, part: string): Promise<number> {
  const { repository, commit, maxBytes } = download;
  const have = (await sizeOf(part)) ?? 0;
  const answer = await askHub(hub, {
    repository,
    revision: commit,
    route: `/datasets/${escapedPath(repository)}/resolve/${commit}/${escapedPath(download.path)}`,
    headers: have > 0 ? { range: `bytes=${have}-` } : {},
    maxBytes: Math.max(1, maxBytes - have),
  }).catch((error: unknown) => {
    throw isLarge(error) ? tooLarge(download) : error;
  });
  if (answer.status === 416) {
    // All of it is there already, or more: whoever fetched it did not come to rename it.
    answer.discard();
    await rm(part, { force: true });
    return fetchRest(hub, download, part);
  }
  const continues = answer.status === 206 && startOfRange(answer.headers["content-range"]) === have;
  const announced = Number(answer.headers["content-length"] ?? 0);
  if (announced + (continues ? have : 0) > maxBytes) {
    answer.discard();
    throw tooLarge(download);
  }
  const file = await open(part, continues ? "a" : "w");
  let fetched = 0;
  try {
    for await (const chunk of answer.body) {
      await file.write(chunk);
      fetched += chunk.byteLength;
    }
  } catch (error) {
    throw isLarge(error) ? tooLarge(download) : error;
  } finally {
    await file.close();
  }
  return fetched;
}

const startOfRange = (header: string | undefined): number =>
  Number(/^bytes (\d+)-/.exec(header ?? "")?.[1] ?? -1);
const isLarge = (error: unknown): boolean => error instanceof NetError && error.code === "too_large";
const tooLarge = ({ path: name, maxBytes }: Download): HubError =>
  new HubError(
    "too_large",
    `${name} is larger than ${maxBytes / 1024 ** 2} MB, the limit of a benchmark file; cut it down and import it with --from FILE.`,
  );

async function sizeOf(file: string): Promise<number | null> {
  return stat(file).then(
    ({ size }) => size,
    () => null,
  );
}

async function checksumOf(file: string): Promise<{ bytes: number; sha256: string } | null> {
  const bytes = await sizeOf(file);
  if (bytes === null || bytes === 0) return null;
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return { bytes, sha256: hash.digest("hex") };
}
