import { z } from "zod";
import type { SandboxEngine, SandboxExit, SandboxLimits } from "../sandbox/sandbox";
import { CANDIDATE } from "./code-guests";
import { parseOrNull } from "./code-json";
import type { Tester, Testers } from "./code-tester";

const CALL = "C".charCodeAt(0);
const LONGEST_FRAME = 32 * 1024 ** 2;
/** Time of the tests themselves, beside that of the program. */
const TESTER_EXTRA_MS = 60_000;
const GONE = Buffer.from("!");

const loadedSchema = z.object({ loaded: z.boolean(), error: z.string().optional() });
const saidSchema = z.object({
  passed: z.number().int().default(0),
  total: z.number().int().nullable().default(null),
  failure: z.string().nullable().default(null),
  broken: z.string().optional(),
});

/** What the tests said. `exit` is how the program ended, where it ended before they did. */
export type SplitResult =
  | { kind: "said"; passed: number; total: number | null; failure: string | null; raw: Uint8Array }
  | { kind: "not-loaded"; error: string }
  | { kind: "ended"; exit: SandboxExit }
  | { kind: "broken-tests"; reason: string }
  | { kind: "lost"; reason: string };

/**
 * Runs a program in one process and its tests in another. Here bytes are carried between the two and never read: the
 * verdict comes from the tester's channel alone, and the program's process never holds an expected value.
 */
export async function runSplit(
  engine: SandboxEngine,
  testers: Testers,
  input: { source: string; job: Uint8Array; limits: SandboxLimits },
): Promise<SplitResult> {
  await using candidate = await engine.open({
    files: [
      { path: "candidate.py", bytes: CANDIDATE },
      { path: "solution.py", bytes: Buffer.from(input.source) },
    ],
    main: "candidate.py",
    stdin: "frames",
    limits: input.limits,
  });
  const replies = candidate.frames();
  const first = await replies.next();
  if (first.done) return ended(await candidate.exit);
  const loaded = parseOrNull(loadedSchema, first.value);
  if (loaded?.loaded !== true) return { kind: "not-loaded", error: loaded?.error ?? "malformed" };
  const tester = await testers.take();
  const clock = setTimeout(
    () => void tester.process[Symbol.asyncDispose](),
    input.limits.wallMs + TESTER_EXTRA_MS,
  );
  try {
    tester.process.send(input.job);
    let isGone = false;
    for (;;) {
      const said = await tester.frames.next();
      if (said.done)
        return { kind: "lost", reason: `the tester ended: ${JSON.stringify(await tester.process.exit)}` };
      if (said.value[0] !== CALL) {
        await testers.giveBack(tester);
        // The program's end explains itself better than the call that it did not answer.
        return isGone ? ended(await candidate.exit) : verdictOf(said.value);
      }
      candidate.send(said.value.subarray(1));
      const reply = await replies.next();
      isGone = reply.done === true || reply.value.length > LONGEST_FRAME;
      if (reply.done !== true && isGone) await candidate[Symbol.asyncDispose]();
      tester.process.send(reply.done === true || isGone ? GONE : reply.value);
    }
  } catch (error) {
    await endTester(tester);
    throw error;
  } finally {
    clearTimeout(clock);
  }
}

const endTester = (tester: Tester): Promise<void> => Promise.resolve(tester.process[Symbol.asyncDispose]());

const ended = (exit: SandboxExit): SplitResult =>
  exit.kind === "lost" ? { kind: "lost", reason: exit.reason } : { kind: "ended", exit };

function verdictOf(frame: Uint8Array): SplitResult {
  const said = parseOrNull(saidSchema, frame.subarray(1));
  if (said === null) return { kind: "lost", reason: "the tester's verdict cannot be read" };
  if (said.broken !== undefined) return { kind: "broken-tests", reason: said.broken };
  return {
    kind: "said",
    passed: said.passed,
    total: said.total,
    failure: said.failure,
    raw: frame.subarray(1),
  };
}
