import { createReadStream } from "node:fs";
import { type FileHandle, mkdir, open } from "node:fs/promises";
import path from "node:path";
import { type JournalEntry, journalEntrySchema } from "./entry";

/** The disk does not take the journal: no call may be made that could not be remembered. */
export class JournalFailed extends Error {
  constructor(cause: unknown) {
    super(`The journal cannot be written: ${cause instanceof Error ? cause.message : cause}`, { cause });
    this.name = "JournalFailed";
  }
}

type Place = { offset: number; bytes: number };

/** What is kept of a run's calls on this runner's disk, so that work done is never paid for twice. */
export type Journal = {
  /** The finished call of this place; null where there is none. */
  finished(place: CallPlace): Promise<JournalEntry | null>;
  /** Calls of this place whose tokens were lost, oldest first. */
  discarded(place: CallPlace): Promise<JournalEntry[]>;
  append(entry: JournalEntry): Promise<void>;
  close(): Promise<void>;
};

export type CallPlace = { problemId: string; sample: number; index: number };

const SYNC_EVERY_MS = 1_000;

/**
 * Opens the journal of one run: a file of JSON lines that is only ever appended to. A line is written with one call as
 * soon as the answer is complete, which survives the end of the process; the disk is synced once a second and when the
 * journal closes, which bounds what a power cut takes. A torn line, the mark of a kill, is skipped.
 */
export async function openJournal(folder: string, runId: string): Promise<Journal> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, `${runId}.ndjson`);
  const handle = await open(file, "a+", 0o600);
  const finished = new Map<string, Place>();
  const discarded = new Map<string, Place[]>();
  const remember = (entry: JournalEntry, place: Place) => {
    const key = keyOf(entry);
    if (!entry.discarded) finished.set(key, place);
    else discarded.set(key, [...(discarded.get(key) ?? []), place]);
  };
  let size = await scan(file, remember);
  let tail = Promise.resolve();
  let dirty = false;
  const timer = setInterval(() => {
    if (!dirty) return;
    dirty = false;
    handle.datasync().catch(() => {});
  }, SYNC_EVERY_MS);
  timer.unref();
  return {
    async finished(place) {
      const found = finished.get(keyOf(place));
      return found === undefined ? null : read(handle, found);
    },
    discarded: (place) =>
      Promise.all((discarded.get(keyOf(place)) ?? []).map((found) => read(handle, found))),
    append(entry) {
      const line = Buffer.from(`${JSON.stringify(entry)}\n`);
      const written = tail.then(async () => {
        await handle.appendFile(line).catch(async (error: unknown) => {
          // A full disk may have taken a part of the line: what is remembered next must begin where it is said to.
          await handle.truncate(size).catch(() => {});
          throw error;
        });
        remember(entry, { offset: size, bytes: line.byteLength - 1 });
        size += line.byteLength;
        dirty = true;
      });
      tail = written.catch(() => {});
      return written.catch((error: unknown) => {
        throw new JournalFailed(error);
      });
    },
    async close() {
      clearInterval(timer);
      await tail;
      await handle.datasync().catch(() => {});
      await handle.close();
    },
  };
}

const keyOf = (place: CallPlace) => JSON.stringify([place.problemId, place.sample, place.index]);

async function read(handle: FileHandle, place: Place): Promise<JournalEntry> {
  const buffer = Buffer.alloc(place.bytes);
  await handle.read(buffer, 0, place.bytes, place.offset);
  return journalEntrySchema.parse(JSON.parse(buffer.toString("utf8")));
}

/** Visits every whole line and returns the file's size, after a line break has closed a torn last line. */
async function scan(file: string, remember: (entry: JournalEntry, place: Place) => void): Promise<number> {
  let offset = 0;
  let rest: Buffer<ArrayBufferLike> = Buffer.alloc(0);
  for await (const chunk of createReadStream(file)) {
    rest = Buffer.concat([rest, chunk]);
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10)) {
      const entry = readEntry(rest.subarray(0, end));
      if (entry !== null) remember(entry, { offset, bytes: end });
      offset += end + 1;
      rest = rest.subarray(end + 1);
    }
  }
  if (rest.length === 0) return offset;
  const handle = await open(file, "a");
  await handle.appendFile("\n");
  await handle.close();
  return offset + rest.length + 1;
}

function readEntry(line: Buffer): JournalEntry | null {
  try {
    return journalEntrySchema.parse(JSON.parse(line.toString("utf8")));
  } catch {
    return null;
  }
}
