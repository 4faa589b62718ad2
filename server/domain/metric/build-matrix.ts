import { and, asc, eq } from "drizzle-orm";
import { PlumblineError } from "@/contracts/errors";
import type { Outcome } from "@/contracts/outcome";
import { problem, run, sample, verdict } from "@/db/schema";
import { type PoolKind, type RunMatrix, reducePool, type SampledMatrix } from "@/measure";
import type { Ctx } from "../ctx";
import { assembleMatrix } from "./assemble-matrix";
import { reducerOf } from "./reducers";
import { verdictChain } from "./verdict-chain";

export type BuiltMatrix = { run: typeof run.$inferSelect; matrix: RunMatrix; kind: PoolKind };

/** The matrix of a run under one verifier, from the stored samples and verdicts; a reduced run's from those of its source. */
export async function buildMatrix(ctx: Ctx, runId: string, verifierKey?: string): Promise<BuiltMatrix> {
  const row = await runRow(ctx, runId);
  const key = verifierKey ?? row.verifierKey;
  if (row.kind !== "reduced") return { run: row, matrix: await poolMatrix(ctx, row, key), kind: row.kind };
  const source = await runRow(ctx, row.sourceRunId ?? "");
  if (source.kind === "reduced") throw new Error(`run ${runId} reduces a reduced run`);
  const reducer = reducerOf(row.methodId);
  const matrix = reducePool(await poolMatrix(ctx, source, key), {
    reducer,
    k: typeof row.methodParams.k === "number" ? row.methodParams.k : source.samplesPerProblem,
    kind: source.kind,
    seed: row.manifestSha256,
  });
  return { run: row, matrix, kind: source.kind };
}

async function runRow(ctx: Ctx, runId: string): Promise<typeof run.$inferSelect> {
  const [row] = await ctx.db.select().from(run).where(eq(run.id, runId));
  if (row !== undefined) return row;
  throw new PlumblineError("not_found", `There is no run ${runId}.`, { hint: "Check the id." });
}

async function poolMatrix(
  ctx: Ctx,
  row: typeof run.$inferSelect,
  verifierKey: string,
): Promise<SampledMatrix> {
  const problems = await ctx.db
    .select({ id: problem.id })
    .from(problem)
    .where(eq(problem.benchmarkVersionId, row.benchmarkVersionId))
    .orderBy(asc(problem.ordinal));
  const [latest = verifierKey, ...earlier] = await verdictChain(ctx.db, row, verifierKey).then((keys) =>
    keys.reverse(),
  );
  const samples = await ctx.db
    .select({
      problemId: sample.problemId,
      sample: sample.sampleIndex,
      outcome: verdict.outcome,
      answerClass: verdict.answerClass,
      promptTokens: sample.promptTokens,
      completionTokens: sample.completionTokens,
      score: sample.score,
    })
    .from(sample)
    .leftJoin(
      verdict,
      and(
        eq(verdict.runId, sample.runId),
        eq(verdict.verifierKey, latest),
        eq(verdict.problemId, sample.problemId),
        eq(verdict.sampleIndex, sample.sampleIndex),
      ),
    )
    .where(eq(sample.runId, row.id));
  await putEarlier(ctx, { runId: row.id, keys: earlier }, samples);
  return assembleMatrix({
    problemIds: problems.map((item) => item.id),
    samplesPerProblem: row.samplesPerProblem,
    kind: row.kind === "imported" ? "imported" : "generated",
    samples: samples.map(({ promptTokens, completionTokens, ...item }) => ({
      ...item,
      tokens: promptTokens === null || completionTokens === null ? null : promptTokens + completionTokens,
    })),
  });
}

/** Before a re-score a verdict was what its older row says; where there is none the later one is the same. */
async function putEarlier(
  ctx: Ctx,
  { runId, keys }: { runId: string; keys: readonly string[] },
  samples: { problemId: string; sample: number; outcome: Outcome | null; answerClass: number | null }[],
): Promise<void> {
  if (keys.length === 0) return;
  const place = new Map(samples.map((item) => [`${item.sample}/${item.problemId}`, item]));
  for (const key of keys) {
    const rows = await ctx.db
      .select()
      .from(verdict)
      .where(and(eq(verdict.runId, runId), eq(verdict.verifierKey, key)));
    for (const row of rows) {
      const item = place.get(`${row.sampleIndex}/${row.problemId}`);
      if (item !== undefined) Object.assign(item, { outcome: row.outcome, answerClass: row.answerClass });
    }
  }
}
