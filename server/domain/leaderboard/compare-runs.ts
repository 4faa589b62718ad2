import { and, asc, eq } from "drizzle-orm";
import type { Comparison } from "@/contracts/board";
import { PlumblineError } from "@/contracts/errors";
import { problem, run, runMatrix } from "@/db/schema";
import { comparePaired, decodeRunMatrix, problemScores, testDifference } from "@/measure";
import type { Ctx } from "../ctx";
import { type VisibleRun, visibleRun } from "./visible-run";

/** Two scored runs on the same problems, compared problem by problem. */
export async function compareRuns(ctx: Ctx, input: { a: string; b: string }): Promise<Comparison> {
  const [a, b] = await Promise.all([visibleRun(ctx, input.a), visibleRun(ctx, input.b)]);
  if (a.version.id !== b.version.id) {
    throw notComparable(
      `They are of different benchmark versions (${a.benchmark.slug}@${a.version.version}, ${b.benchmark.slug}@${b.version.version}).`,
    );
  }
  if (a.run.verifierKey !== b.run.verifierKey) throw notComparable("They are judged by different verifiers.");
  const [left, right] = await Promise.all([vectorOf(ctx, a), vectorOf(ctx, b)]);
  const problems = await ctx.db
    .select({ id: problem.id })
    .from(problem)
    .where(eq(problem.benchmarkVersionId, a.version.id))
    .orderBy(asc(problem.ordinal));
  const perProblem = problems.flatMap(({ id }, index) => {
    const of = { a: left.values[index] ?? null, b: right.values[index] ?? null };
    return of.a === null || of.b === null ? [] : [{ problemId: id, a: of.a, b: of.b }];
  });
  const test = testDifference(left.values, right.values, {
    singleSamples: left.single && right.single,
    seed: `${a.run.manifestSha256}/${b.run.manifestSha256}`,
  });
  if (test === null) throw notComparable("They share no problem.");
  const paired = comparePaired(left.values, right.values);
  const scoreA = mean(perProblem.map((item) => item.a));
  const scoreB = mean(perProblem.map((item) => item.b));
  return {
    a: input.a,
    b: input.b,
    problems: perProblem.length,
    scoreA,
    scoreB,
    difference: paired?.difference ?? scoreA - scoreB,
    interval: paired?.interval ?? null,
    test,
    perProblem,
  };
}

async function vectorOf(ctx: Ctx, found: VisibleRun) {
  const [stored] = await ctx.db
    .select({ matrix: runMatrix.matrix })
    .from(runMatrix)
    .where(and(eq(runMatrix.runId, found.run.id), eq(runMatrix.verifierKey, found.run.verifierKey)));
  if (stored === undefined) throw notComparable(`${found.run.id} is not scored yet.`);
  const matrix = decodeRunMatrix(stored.matrix);
  return {
    values: problemScores(matrix, await poolKindOf(ctx, found.run)),
    single: matrix.kind === "sampled" && matrix.samplesPerProblem === 1,
  };
}

async function poolKindOf(ctx: Ctx, row: typeof run.$inferSelect): Promise<"generated" | "imported"> {
  if (row.kind !== "reduced") return row.kind;
  const [source] = await ctx.db
    .select({ kind: run.kind })
    .from(run)
    .where(eq(run.id, row.sourceRunId ?? ""));
  return source?.kind === "imported" ? "imported" : "generated";
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

function notComparable(message: string): PlumblineError {
  return new PlumblineError("invalid_input", `The runs cannot be compared. ${message}`, {
    hint: "Choose two published runs of the same benchmark version.",
  });
}
