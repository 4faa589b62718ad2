import { asc, eq } from "drizzle-orm";
import type { BehaviourProfile } from "@/contracts/chart";
import { sampleKey } from "@/contracts/sample";
import { problemOfSample } from "@/db/sample-joins";
import { problem, sample } from "@/db/schema";
import {
  BEHAVIOURS,
  bootstrapProblems,
  countBehaviours,
  countReflectionWords,
  newProblemsInterval,
  REFLECTION_WORDS,
  STYLES,
} from "@/measure";
import type { Ctx } from "../ctx";
import { MOST_FACTS } from "./method-facts";
import { ofPublished } from "./of-published";
import { visibleRun } from "./visible-run";

/** Resamples of an interval over words: a ratio of totals. */
const RESAMPLES = 1_000;

const profileOf = ofPublished<BehaviourProfile>();

type Read = {
  problemId: string;
  tokens: number | null;
  counts: ReturnType<typeof countBehaviours>;
  words: ReturnType<typeof countReflectionWords>;
};

/** How the responses of a run read, thinking included: at most 400 samples; of a reduced run those of its pool. */
export async function behaviours(ctx: Ctx, runId: string): Promise<BehaviourProfile> {
  const { run } = await visibleRun(ctx, runId);
  return profileOf(ctx, run, async () => {
    const poolId = run.sourceRunId ?? run.id;
    const rows = await ctx.db
      .select({
        problemId: sample.problemId,
        sample: sample.sampleIndex,
        tokens: sample.completionTokens,
      })
      .from(sample)
      .innerJoin(problem, problemOfSample(run.benchmarkVersionId))
      .where(eq(sample.runId, poolId))
      .orderBy(asc(sample.sampleIndex), asc(problem.ordinal));
    const shown = rows.slice(0, MOST_FACTS);
    const tokens = new Map(shown.map((row) => [sampleKey(row), row.tokens]));
    const read: Read[] = [];
    for await (const { problemId, sample: index, document } of ctx.traces.list(poolId, shown)) {
      const text = [document.reasoning, document.response].filter(Boolean).join("\n");
      read.push({
        problemId,
        tokens: tokens.get(sampleKey({ problemId, sample: index })) ?? null,
        counts: countBehaviours(text),
        words: countReflectionWords(text),
      });
    }
    return { runId: run.id, samples: read.length, total: rows.length, ...profile(read, run.manifestSha256) };
  });
}

function profile(read: readonly Read[], seed: string): Pick<BehaviourProfile, "items" | "words"> {
  const problems = [...byProblem(read).values()];
  const items = [
    ...BEHAVIOURS.map((name) => ({ name, kind: "behaviour" as const })),
    ...STYLES.map((name) => ({ name, kind: "style" as const })),
  ].map(({ name, kind }) => {
    const shares = problems.map((own) => mean(own.map(({ counts }) => (counts[name] > 0 ? 1 : 0))));
    return {
      name,
      kind,
      share: mean(shares),
      interval: newProblemsInterval(shares, read.length),
      mean: mean(problems.map((own) => mean(own.map(({ counts }) => counts[name])))),
    };
  });
  const counted = problems.map((own) => own.filter(({ tokens }) => tokens !== null));
  const words = REFLECTION_WORDS.map((word) => {
    const totals = counted.map((own) => ({
      found: sum(own.map((item) => item.words[word])),
      tokens: sum(own.map((item) => item.tokens ?? 0)),
    }));
    const rate = (drawn: Iterable<number>) => {
      let [found, tokens] = [0, 0];
      for (const index of drawn) {
        found += totals[index]?.found ?? 0;
        tokens += totals[index]?.tokens ?? 0;
      }
      return tokens === 0 ? null : (1000 * found) / tokens;
    };
    const interval = bootstrapProblems(totals.length, rate, {
      seed: `${seed}/${word}`,
      resamples: RESAMPLES,
    });
    return { word, per1000: rate(totals.keys()) ?? 0, interval };
  });
  return { items: read.length === 0 ? [] : items, words: read.length === 0 ? [] : words };
}

function byProblem(read: readonly Read[]): Map<string, Read[]> {
  const grouped = new Map<string, Read[]>();
  for (const item of read) grouped.set(item.problemId, [...(grouped.get(item.problemId) ?? []), item]);
  return grouped;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : sum(values) / values.length;
}
