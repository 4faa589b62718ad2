import type { VerdictReport } from "@/contracts/verdict";
import type { VerifierPool } from "@/verify/pool";
import { ClassBook } from "./class-book";
import type { CodeJudge } from "./code-judge";
import { codeStream } from "./code-stream";
import { faultySample, type JudgeItem, judgedSample, verifierInput } from "./judge-sample";
import { processInput } from "./process-input";

/** Samples and characters that are judged together; two such windows are held at a time. */
const WINDOW_SAMPLES = 256;
const WINDOW_CHARACTERS = 2_000_000;

export type JudgePool = Pick<VerifierPool, "verify" | "verifyProcess" | "classes">;
export type JudgeOptions = {
  pool: JudgePool;
  policies: Record<string, unknown>;
  /** All samples of a problem come together, so that its classes can be forgotten after them. */
  grouped: boolean;
  /** Runs programs instead, for benchmarks whose answers are code. */
  code?: CodeJudge | null;
};

/**
 * Judges samples on the pool and yields them in the order they came, each with its verdict. One window is read while
 * the one before is judged. Answer classes are numbered in that order.
 */
export async function* judgeStream<Item extends JudgeItem>(
  items: AsyncIterable<Item>,
  { pool, policies, grouped, code }: JudgeOptions,
): AsyncGenerator<{ item: Item; verdict: VerdictReport }> {
  if (code) return yield* codeStream(items, code);
  const classes = new ClassBook(pool, policies);
  const judge = async (window: readonly Item[], before: Promise<unknown> | null) => {
    const judged = await Promise.all(
      window.map(async ({ given, problem }) =>
        given.fault === null
          ? judgedSample(given, await verdictOf({ given, problem }, pool, policies))
          : faultySample(given, given.fault),
      ),
    );
    await before;
    const numbers = await classes.classesOf(
      window.map(({ problem }, index) => ({ problem, extracted: judged[index]?.extracted ?? null })),
    );
    const last = window.at(-1)?.problem.id;
    for (const { problem } of grouped ? window : []) if (problem.id !== last) classes.close(problem.id);
    return window.flatMap((item, index) => {
      const verdict = judged[index];
      return verdict === undefined
        ? []
        : [{ item, verdict: { ...verdict, answerClass: numbers[index] ?? -1 } }];
    });
  };
  let before: ReturnType<typeof judge> | null = null;
  for await (const window of windows(items)) {
    const next = judge(window, before);
    // It is awaited after the next window was read; until then nobody listens.
    next.catch(() => {});
    if (before !== null) yield* await before;
    before = next;
  }
  if (before !== null) yield* await before;
}

function verdictOf({ given, problem }: JudgeItem, pool: JudgePool, policies: Record<string, unknown>) {
  return problem.answerKind === "process"
    ? pool.verifyProcess(processInput(given.response, problem, policies))
    : pool.verify(verifierInput(given, problem, policies));
}

async function* windows<Item extends JudgeItem>(items: AsyncIterable<Item>): AsyncGenerator<Item[]> {
  let window: Item[] = [];
  let characters = 0;
  for await (const item of items) {
    window.push(item);
    characters += item.given.response.length;
    if (window.length < WINDOW_SAMPLES && characters < WINDOW_CHARACTERS) continue;
    yield window;
    window = [];
    characters = 0;
  }
  if (window.length > 0) yield window;
}
