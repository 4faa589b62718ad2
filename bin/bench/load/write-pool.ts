import { mixSeed, seededRandom } from "@/catalog/bundled";
import type { TraceStore } from "@/contracts/platform";
import type { Database } from "@/db/client";
import { sample, trace, verdict } from "@/db/schema";
import type { LoadBenchmark } from "./seed-benchmarks";
import type { PlannedSubmission } from "./seed-plan";
import { drawText, type LoadText, type ProblemTexts } from "./seed-texts";

const LEVELS = 6;

export type PoolRun = { runId: string; verifierKey: string; at: Date };
type Place = { problemId: string; sampleIndex: number; text: LoadText };

/**
 * Writes samples, traces and verdicts of one pool. A text goes through the trace store once; later samples that say the same only
 * point at it (`stored` remembers the hashes). Returns how many samples were written.
 */
export async function writePool(
  { database, traces }: { database: Database; traces: TraceStore },
  run: PoolRun,
  input: {
    plan: PlannedSubmission;
    benchmark: LoadBenchmark;
    texts: readonly ProblemTexts[];
    seed: number;
    stored: Map<LoadText, string>;
  },
): Promise<number> {
  const { runId, verifierKey } = run;
  const random = seededRandom(mixSeed(input.seed, 4, input.plan.index));
  const places = drawPlaces(input, random);
  await storeNewTexts(traces, runId, places, input.stored);
  const hashOf = (text: LoadText) => input.stored.get(text) ?? "";
  await database.bulkInsert(
    trace,
    places.map(({ problemId, sampleIndex, text }) => ({
      runId,
      problemId,
      sampleIndex,
      textSha256: hashOf(text),
    })),
  );
  const written = await database.bulkInsert(
    sample,
    places.map(({ problemId, sampleIndex, text }) => ({
      runId,
      problemId,
      sampleIndex,
      finishReason: text.finishReason,
      fault: null,
      promptTokens: text.promptTokens,
      completionTokens: text.completionTokens,
      tokenSource: "measured" as const,
      latencyMs: text.completionTokens * random.integer(15, 40),
      score: null,
      calls: 1,
      traceSha256: hashOf(text),
      createdAt: run.at,
    })),
  );
  const classes = classNumbers(places);
  await database.bulkInsert(
    verdict,
    places.map(({ problemId, sampleIndex, text }, index) => ({
      ...text.verdict,
      sample: undefined,
      runId,
      verifierKey,
      problemId,
      sampleIndex,
      answerClass: classes[index] ?? -1,
    })),
  );
  return written;
}

function drawPlaces(
  {
    plan,
    benchmark,
    texts,
  }: { plan: PlannedSubmission; benchmark: LoadBenchmark; texts: readonly ProblemTexts[] },
  random: ReturnType<typeof seededRandom>,
): Place[] {
  return benchmark.problems.flatMap(({ id, level }, index) => {
    const own = texts[index];
    if (own === undefined) throw new Error(`${id} has no texts`);
    const ease = 1 - (Number(level) - 1) / (LEVELS - 1);
    const chanceRight = Math.min(0.99, Math.max(0.02, plan.skill + 0.4 * (ease - 0.5)));
    return Array.from({ length: benchmark.samples }, (_, sampleIndex) => ({
      problemId: id,
      sampleIndex,
      text: drawText(own, chanceRight, random),
    }));
  });
}

async function storeNewTexts(
  traces: TraceStore,
  runId: string,
  places: readonly Place[],
  stored: Map<LoadText, string>,
): Promise<void> {
  const fresh = new Map(places.filter(({ text }) => !stored.has(text)).map((place) => [place.text, place]));
  const entries = [...fresh.values()];
  const { hashes } = await traces.put(
    entries.map(({ problemId, sampleIndex, text }) => ({
      key: { runId, problemId, sample: sampleIndex },
      document: text.document,
    })),
  );
  for (const [index, { text }] of entries.entries()) stored.set(text, hashes[index] ?? "");
}

/** Classes numbered in the order in which the answers of a problem come, as a runner numbers them. */
function classNumbers(places: readonly Place[]): number[] {
  const books = new Map<string, Map<number, number>>();
  return places.map(({ problemId, text }) => {
    if (text.answerClass === -1) return -1;
    const book = books.get(problemId) ?? new Map<number, number>();
    books.set(problemId, book);
    const number = book.get(text.answerClass) ?? book.size;
    book.set(text.answerClass, number);
    return number;
  });
}
