import type { z } from "zod";
import type { MethodFact, ReplayCurve } from "@/contracts/chart";
import { comparePaired, newProblemsInterval } from "@/measure";
import type { Chart } from "../chart";

/** One run of a method, as the method's own charts see it. */
export type RunFacts = {
  runId: string;
  /** Model, benchmark and parameters: tells it from the other runs of the same chart. */
  label: string;
  params: Readonly<Record<string, unknown>>;
  items: readonly MethodFact[];
  /** Samples that the run has; `items` holds the first of them. */
  total: number;
  /** Slug of its benchmark, and its model's name. */
  benchmark?: string;
  model?: string;
  /** The direct run that its lift is measured against, for charts that stand the two side by side. */
  baseline?: Baseline | null;
};

export type Baseline = {
  items: readonly MethodFact[];
  /** Voting on the direct run's samples, by replay; null where it cannot be replayed. */
  voting: ReplayCurve | null;
};

/** Own charts of a method from one run of it or from several. */
export type MethodCharts = (runs: readonly RunFacts[]) => Chart[];

/** A sample with artifacts of the expected shape. */
export type Parsed<Artifacts> = MethodFact & { run: string; parsed: Artifacts };

/** Samples of all runs whose artifacts have the expected shape; older or foreign ones are left out. */
export function parsedSamples<Schema extends z.ZodType>(
  runs: readonly RunFacts[],
  schema: Schema,
): Parsed<z.infer<Schema>>[] {
  return runs.flatMap((run) =>
    run.items.flatMap((item) => {
      const parsed = schema.safeParse(item.artifacts);
      return parsed.success ? [{ ...item, run: run.label, parsed: parsed.data }] : [];
    }),
  );
}

export type Rate = { value: number; low: number | null; high: number | null; samples: number };

type Valued = { problemId: string; value: number | null };

/**
 * Mean over problems of a value of samples in [0, 1], with the 95 % interval over new problems; null for no sample.
 * Values that could not be decided are left out.
 */
export function rateOf(samples: readonly Valued[]): Rate | null {
  const { means, count } = problemMeans(samples);
  if (means.length === 0) return null;
  const [low, high] = newProblemsInterval(means, count) ?? [null, null];
  return { value: mean(means), low, high, samples: count };
}

/**
 * Mean over problems of any quantity of samples, with the 95 % t interval over problems (docs/statistics.md); null for no
 * sample, no interval for one problem.
 */
export function meanOf(samples: readonly Valued[]): Rate | null {
  const { means, count } = problemMeans(samples);
  if (means.length === 0) return null;
  // The difference to nothing is the mean itself.
  const compared = comparePaired(
    means,
    means.map(() => 0),
  );
  const [low, high] = compared?.interval ?? [null, null];
  return { value: mean(means), low, high, samples: count };
}

/** Means of the known values of each problem, and how many values there are. */
function problemMeans(samples: readonly Valued[]): { means: number[]; count: number } {
  const byProblem = new Map<string, { sum: number; count: number }>();
  let count = 0;
  for (const { problemId, value } of samples) {
    if (value === null) continue;
    const known = byProblem.get(problemId) ?? { sum: 0, count: 0 };
    byProblem.set(problemId, { sum: known.sum + value, count: known.count + 1 });
    count += 1;
  }
  return { means: [...byProblem.values()].map((item) => item.sum / item.count), count };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** 1 where the sample was judged correct. A failed transport is no sample. */
export function isCorrect(fact: Pick<MethodFact, "outcome">): number | null {
  if (fact.outcome === null || fact.outcome === "infra_error") return null;
  return fact.outcome === "correct" ? 1 : 0;
}

/** A flag as a value to average. */
export function asRate(flag: boolean | null | undefined): number | null {
  return flag === null || flag === undefined ? null : flag ? 1 : 0;
}

/** Mean of what is known; null where nothing is. */
export function meanKnown(values: readonly (number | null)[]): number | null {
  const known = values.filter((value): value is number => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}

/** What every own chart says about its data: samples read of samples stored. */
export function readNote(runs: readonly RunFacts[]): string {
  const read = runs.reduce((sum, run) => sum + run.items.length, 0);
  const total = runs.reduce((sum, run) => sum + run.total, 0);
  if (read === total) return `From the artifacts of all ${total} samples.`;
  return `From the artifacts of ${read} of ${total} samples: at most 400 a run, the first of every problem first.`;
}

/** Names of the runs in their order, without repetition. */
export function runNames(samples: readonly { run: string }[]): string[] {
  return [...new Set(samples.map((sample) => sample.run))];
}
