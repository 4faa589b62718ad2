import { and, asc, eq } from "drizzle-orm";
import type { Comparison } from "@/contracts/board";
import { PlumblineError } from "@/contracts/errors";
import { problem, runMatrix } from "@/db/schema";
import { comparePaired, decodeRunMatrix, type ProblemVector, problemScores, testDifference } from "@/measure";
import type { Ctx } from "../ctx";
import { poolKindOf } from "../metric";
import { type VisibleRun, visibleRun } from "./visible-run";

/** A scored run with the mean score of each problem in problem order, null where it has no sample. */
export type ComparedRun = VisibleRun & { values: ProblemVector; single: boolean };

/** A run that the caller may see and that is scored. Throws `not_found` and `invalid_input`. */
export async function loadCompared(ctx: Ctx, runId: string): Promise<ComparedRun> {
  const found = await visibleRun(ctx, runId);
  const [stored] = await ctx.db
    .select({ matrix: runMatrix.matrix })
    .from(runMatrix)
    .where(and(eq(runMatrix.runId, found.run.id), eq(runMatrix.verifierKey, found.run.verifierKey)));
  if (stored === undefined) throw notComparable(`${found.run.id} is not scored yet.`);
  const matrix = decodeRunMatrix(stored.matrix);
  return {
    ...found,
    values: problemScores(matrix, poolKindOf(found.run)),
    single: matrix.kind === "sampled" && matrix.samplesPerProblem === 1,
  };
}

/** Throws `invalid_input` unless both are of one benchmark version and judged by one verifier. */
export function requireComparable(a: ComparedRun, b: ComparedRun): void {
  if (a.version.id !== b.version.id) {
    throw notComparable(
      `They are of different benchmark versions (${a.benchmark.slug}@${a.version.version}, ${b.benchmark.slug}@${b.version.version}).`,
    );
  }
  if (a.run.verifierKey !== b.run.verifierKey) throw notComparable("They are judged by different verifiers.");
}

/** The paired comparison of two comparable runs; `problemIds` in problem order. */
export function comparePair(a: ComparedRun, b: ComparedRun, problemIds: readonly string[]): Comparison {
  const perProblem = problemIds.flatMap((problemId, index) => {
    const of = { a: a.values[index] ?? null, b: b.values[index] ?? null };
    return of.a === null || of.b === null ? [] : [{ problemId, a: of.a, b: of.b }];
  });
  const test = testDifference(a.values, b.values, {
    singleSamples: a.single && b.single,
    seed: `${a.run.manifestSha256}/${b.run.manifestSha256}`,
  });
  if (test === null) throw notComparable("They share no problem.");
  const paired = comparePaired(a.values, b.values);
  const scoreA = mean(perProblem.map((item) => item.a));
  const scoreB = mean(perProblem.map((item) => item.b));
  return {
    a: a.run.id,
    b: b.run.id,
    problems: perProblem.length,
    scoreA,
    scoreB,
    difference: paired?.difference ?? scoreA - scoreB,
    interval: paired?.interval ?? null,
    test,
    perProblem,
  };
}

/** Ids of a version's problems in problem order. */
export async function problemIdsOf(ctx: Ctx, benchmarkVersionId: string): Promise<string[]> {
  const rows = await ctx.db
    .select({ id: problem.id })
    .from(problem)
    .where(eq(problem.benchmarkVersionId, benchmarkVersionId))
    .orderBy(asc(problem.ordinal));
  return rows.map((row) => row.id);
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

function notComparable(message: string): PlumblineError {
  return new PlumblineError("invalid_input", `The runs cannot be compared. ${message}`, {
    hint: "Choose published runs of the same benchmark version.",
  });
}
