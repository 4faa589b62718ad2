import { readdir, rm, stat } from "node:fs/promises";
import path from "node:path";

const KEPT_DAYS = 30;

/** Removes journals of runs that nobody has worked on for 30 days; what they hold has long been reported. */
export async function pruneJournals(folder: string, nowMs: number): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const file = path.join(folder, name);
    const { mtimeMs } = await stat(file);
    if (name.endsWith(".ndjson") && nowMs - mtimeMs > KEPT_DAYS * 86_400_000) await rm(file, { force: true });
  }
}
