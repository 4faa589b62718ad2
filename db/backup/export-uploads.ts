import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { copyFile, mkdir, readdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { type BackupUpload, UPLOAD_FILE } from "./backup-manifest";

/**
 * Copies the uploaded files of an instance that goes on working into `folder`; what is there already in the same size is not
 * copied again. Called before and after the snapshot of the tables: a file that a row of the snapshot names was there at one
 * of the two. Files come and go meanwhile; of an unfinished one that is gone no copy is kept, since it may lack its end.
 */
export async function copyUploads(directory: string, folder: string): Promise<void> {
  const names = await uploadsIn(directory);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const name of names) await copyNew(path.join(directory, name), path.join(folder, name));
  for (const name of await uploadsIn(folder))
    if (name.endsWith(".open") && !names.includes(name)) await rm(path.join(folder, name));
}

/** The uploaded files in a folder with size and SHA-256, by name. */
export async function describeUploads(folder: string): Promise<BackupUpload[]> {
  const described: BackupUpload[] = [];
  for (const file of await uploadsIn(folder)) {
    const place = path.join(folder, file);
    described.push({ file, bytes: (await stat(place)).size, sha256: await sha256Of(place) });
  }
  return described;
}

/** SHA-256 of a file's bytes, in hex. */
export async function sha256Of(place: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(place), hash);
  return hash.digest("hex");
}

/** Names of uploaded files in a folder, sorted; none where there is no folder. Files that are still being written are not among them. */
export async function uploadsIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(unlessMissing([]));
  return names.filter((name) => UPLOAD_FILE.test(name)).sort();
}

async function copyNew(from: string, to: string): Promise<void> {
  const [source, copy] = await Promise.all([sizeOf(from), sizeOf(to)]);
  if (source === null || source === copy) return;
  await copyFile(from, to).catch(unlessMissing(undefined));
}

const sizeOf = (place: string): Promise<number | null> =>
  stat(place).then(({ size }) => size, unlessMissing(null));

function unlessMissing<Value>(instead: Value) {
  return (error: unknown): Value => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return instead;
    throw error;
  };
}
