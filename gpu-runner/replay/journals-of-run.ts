import { existsSync } from "node:fs";
import { copyFile, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Journal, openJournal } from "../journal/journal";

/** Folders below a home in which runners of this machine keep their journals. */
export async function journalFolders(home: string): Promise<string[]> {
  const runners = path.join(home, "runners");
  const names = await readdir(runners).catch(() => []);
  return [home, ...names.map((name) => path.join(runners, name))]
    .map((folder) => path.join(folder, "journal"))
    .filter((folder) => existsSync(folder));
}

/**
 * All that the journals in some folders hold of a run, as one that cannot be written. Copies are read: a runner may be
 * writing the files. Null where none of them has the run.
 */
export async function journalOfRun(folders: readonly string[], runId: string): Promise<Journal | null> {
  const place = await mkdtemp(path.join(tmpdir(), "replay-"));
  const journals: Journal[] = [];
  for (const [index, folder] of folders.entries()) {
    const file = path.join(folder, `${runId}.ndjson`);
    if (!existsSync(file)) continue;
    await copyFile(file, path.join(place, `${index}.ndjson`));
    journals.push(await openJournal(place, String(index)));
  }
  const close = async () => {
    for (const journal of journals) await journal.close();
    await rm(place, { recursive: true, force: true });
  };
  if (journals.length === 0) {
    await close();
    return null;
  }
  return {
    async finished(call) {
      for (const journal of journals) {
        const entry = await journal.finished(call);
        if (entry !== null) return entry;
      }
      return null;
    },
    async discarded(call) {
      const all = await Promise.all(journals.map((journal) => journal.discarded(call)));
      return all.flat();
    },
    append: async () => {
      throw new Error("a replay writes no journal");
    },
    close,
  };
}
