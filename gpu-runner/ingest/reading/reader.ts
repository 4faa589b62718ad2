import { checkUpload } from "../check-upload";
import { type UploadEnd, type UploadLine, uploadLines } from "../upload-lines";
import { endWithParent } from "./end-with-parent";
import {
  ALIVE_MS,
  BATCH_CHARACTERS,
  BATCH_LINES,
  type FromReader,
  MOST_BATCHES,
  type ReadingJob,
  type ToReader,
} from "./messages";
import { PulledInput } from "./pulled-input";

/** A process that reads one upload after the other for a runner, so that no file can stop the runner itself. */
type Reading = { job: number; input: PulledInput; taken: () => void };

let current: Reading | null = null;

const tell = (message: FromReader): void => {
  process.send?.(message);
};

process.on("message", (message: ToReader) => {
  if (message.type === "read") {
    const { job, work } = message;
    read(job, work).catch((error: unknown) => {
      tell({ type: "broken", job, message: error instanceof Error ? (error.stack ?? error.message) : "" });
    });
  } else if (message.job !== current?.job) return;
  else if (message.type === "input") current.input.take(message.bytes);
  else current.taken();
});
endWithParent();

async function read(job: number, { pass, problems, variant, limits }: ReadingJob): Promise<void> {
  const input = new PulledInput(() => tell({ type: "pull", job }));
  const room = new Room();
  current = { job, input, taken: () => room.free() };
  let good = 0;
  let toldMs = performance.now();
  const onRow = () => {
    const now = performance.now();
    if (now - toldMs < ALIVE_MS) return;
    toldMs = now;
    tell({ type: "alive", job, good });
  };
  const byId = new Map(problems.map((problem) => [problem.id, problem]));
  if (pass === "check") {
    const onGood = (done: number) => {
      good = done;
    };
    const check = await checkUpload(input.read(), byId, onGood, limits, onRow);
    return tell({ type: "checked", job, check });
  }
  let lines: UploadLine[] = [];
  let characters = 0;
  let end: UploadEnd | null = null;
  const send = () => {
    room.take();
    tell({ type: "lines", job, lines });
    lines = [];
    characters = 0;
  };
  for await (const line of uploadLines(input.read(), byId, { variant, limits, onRow })) {
    if (!("sample" in line)) {
      end = line;
      continue;
    }
    good++;
    lines.push(line);
    characters += charactersOf(line);
    if (lines.length < BATCH_LINES && characters < BATCH_CHARACTERS) continue;
    send();
    await room.available();
  }
  if (end === null) throw new Error("the reader of an upload ended without its summary");
  if (lines.length > 0) send();
  tell({ type: "ended", job, end });
}

/** Places for batches that the parent has not taken over. */
class Room {
  #places = MOST_BATCHES;
  #freed: () => void = () => {};

  take(): void {
    this.#places--;
  }

  free(): void {
    this.#places++;
    this.#freed();
  }

  async available(): Promise<void> {
    while (this.#places <= 0) {
      await new Promise<void>((resolve) => {
        this.#freed = resolve;
      });
    }
  }
}

function charactersOf({ sample: { trace } }: UploadLine): number {
  const calls = trace.calls.reduce((sum, call) => sum + call.response.length, 0);
  return trace.response.length + (trace.reasoning?.length ?? 0) + calls;
}
