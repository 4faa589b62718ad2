import { and, eq } from "drizzle-orm";
import { runMatrix, score } from "@/db/schema";
import { encodeRunMatrix, type RunScore, scoreRun as scoreMatrix } from "@/measure";
import type { Ctx } from "../ctx";
import { type BuiltMatrix, buildMatrix } from "./build-matrix";
import { processScoresOf } from "./process-scores";

export type ScoreRow = typeof score.$inferInsert;

/**
 * Computes and stores the matrix and all scores of a run under a verifier key (its present one where none is given). Doing it again
 * writes the same rows.
 */
export async function scoreRun(ctx: Ctx, runId: string, verifierKey?: string): Promise<RunScore[]> {
  const built = await buildMatrix(ctx, runId, verifierKey);
  const key = { runId, verifierKey: verifierKey ?? built.run.verifierKey };
  const scores = await scoresOf(ctx, built, key.verifierKey);
  const matrix = encodeRunMatrix(built.matrix);
  await ctx.db.transaction(async (tx) => {
    await tx
      .insert(runMatrix)
      .values({ ...key, matrix, createdAt: ctx.clock.now() })
      .onConflictDoUpdate({ target: [runMatrix.runId, runMatrix.verifierKey], set: { matrix } });
    await tx.delete(score).where(and(eq(score.runId, runId), eq(score.verifierKey, key.verifierKey)));
    await tx.insert(score).values(toRows(key, scores));
  });
  return scores;
}

/** The scores of a built matrix: the one function in measure/, seeded by the run's hash; then those of the benchmark itself. */
export async function scoresOf(
  ctx: Ctx,
  { matrix, kind, run }: BuiltMatrix,
  verifierKey: string,
): Promise<RunScore[]> {
  const own = await processScoresOf(ctx, run, { verifierKey, kind });
  return [...scoreMatrix(matrix, { kind, seed: run.manifestSha256 }), ...own];
}

export function toRows(key: { runId: string; verifierKey: string }, scores: readonly RunScore[]): ScoreRow[] {
  return scores.map((item, ordinal) => ({
    ...key,
    metric: item.metric,
    k: item.k,
    ordinal,
    value: item.value,
    newProblemsLow: item.interval.newProblems?.[0] ?? null,
    newProblemsHigh: item.interval.newProblems?.[1] ?? null,
    rerunLow: item.interval.rerun?.[0] ?? null,
    rerunHigh: item.interval.rerun?.[1] ?? null,
    n: item.n,
  }));
}
