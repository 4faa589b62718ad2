import { type Journal, openJournal } from "../journal/journal";

/** One open journal a run, shared by the leases of that run and closed after the last of them. */
export class Journals {
  readonly #folder: string;
  readonly #open = new Map<string, { journal: Promise<Journal>; users: number }>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  async use<Result>(runId: string, work: (journal: Journal) => Promise<Result>): Promise<Result> {
    const entry = this.#open.get(runId) ?? { journal: openJournal(this.#folder, runId), users: 0 };
    this.#open.set(runId, entry);
    entry.users++;
    try {
      return await work(await entry.journal);
    } finally {
      entry.users--;
      if (entry.users === 0) {
        this.#open.delete(runId);
        await (await entry.journal).close();
      }
    }
  }
}
