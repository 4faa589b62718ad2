import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { PlumblineError } from "@/contracts/errors";
import type { Outcome } from "@/contracts/outcome";
import { sampleKey } from "@/contracts/sample";
import type { Db } from "@/db/client";
import { verdictOfSample } from "@/db/sample-joins";
import { problem, run, sample, verdict } from "@/db/schema";
import { type PoolKind, type RunMatrix, reducePool, type SampledMatrix } from "@/measure";
import type { Ctx } from "../ctx";
import { assembleMatrix, joinMatrices } from "./assemble-matrix";
import { poolKindOf } from "./pool-kind";
import { type PoolAssessments, readAssessments } from "./read-assessments";
import { reducerOf } from "./reducers";
import { verdictChain } from "./verdict-chain";

export type BuiltMatrix = { run: typeof run.$inferSelect; matrix: RunMatrix; kind: PoolKind };

/** The matrix of a run under one verifier, from the stored samples and verdicts; a reduced run's from those of its source. */
export async function buildMatrix(ctx: Ctx, runId: string, verifierKey?: string): Promise<BuiltMatrix> {
  const row = await runRow(ctx, runId);
  const key = verifierKey ?? row.verifierKey;
  if (row.kind !== "reduced") {
    const problemIds = await problemsOf(ctx, row);
    const matrix = await poolMatrix(ctx, row, { verifierKey: key, problemIds, assessed: null });
    return { run: row, matrix, kind: row.kind };
  }
  const source = await runRow(ctx, row.sourceRunId ?? "");
  if (source.kind === "reduced") throw new Error(`run ${runId} reduces a reduced run`);
  const k = typeof row.methodParams.k === "number" ? row.methodParams.k : source.samplesPerProblem;
  const reducer = reducerOf(row.methodId, row.methodParams);
  const { assessor } = row.manifest;
  const assessed = assessor === undefined ? null : await readAssessments(ctx, { runId: source.id, assessor });
  const problemIds = await problemsOf(ctx, source);
  const matrix = reducePool(await poolMatrix(ctx, source, { verifierKey: key, problemIds, assessed }), {
    reducer,
    k,
    kind: source.kind,
    seed: row.manifestSha256,
    ...(assessed === null
      ? {}
      : { assessmentTokens: problemIds.map((id) => times(k, assessed.tokensOf(id))) }),
  });
  return { run: row, matrix, kind: source.kind };
}

async function runRow(ctx: Ctx, runId: string): Promise<typeof run.$inferSelect> {
  const [row] = await ctx.db.select().from(run).where(eq(run.id, runId));
  if (row !== undefined) return row;
  throw new PlumblineError("not_found", `There is no run ${runId}.`, { hint: "Check the id." });
}

async function problemsOf(ctx: Ctx, row: typeof run.$inferSelect): Promise<string[]> {
  const problems = await ctx.db
    .select({ id: problem.id })
    .from(problem)
    .where(eq(problem.benchmarkVersionId, row.benchmarkVersionId))
    .orderBy(asc(problem.ordinal));
  return problems.map((item) => item.id);
}

const times = (k: number, tokens: number | null) => (tokens === null ? null : k * tokens);

type PoolParts = { verifierKey: string; problemIds: string[]; assessed: PoolAssessments | null };

/** Samples that are read at a time, in whole problems: a run of a million would otherwise be in memory three times. */
const PAGE_SAMPLES = 20_000;

/**
 * A run that was just stored has no statistics yet; the planner then takes its partitions for small and compares every
 * sample with every verdict, so nested loops are off. All pages are of one moment.
 */
async function poolMatrix(ctx: Ctx, row: typeof run.$inferSelect, parts: PoolParts): Promise<SampledMatrix> {
  const { problemIds } = parts;
  const keys = (await verdictChain(ctx.db, row, parts.verifierKey)).reverse();
  const problemsPerPage = Math.max(1, Math.floor(PAGE_SAMPLES / row.samplesPerProblem));
  return ctx.db.transaction(
    async (tx) => {
      await tx.execute(sql`set local enable_nestloop = off`);
      const pages: SampledMatrix[] = [];
      for (let first = 0; first < problemIds.length; first += problemsPerPage) {
        const page = problemIds.slice(first, first + problemsPerPage);
        pages.push(await readPage(tx, row, { ...parts, problemIds: page, keys }));
      }
      return joinMatrices(pages, row.samplesPerProblem);
    },
    { isolationLevel: "repeatable read" },
  );
}

async function readPage(
  tx: Db,
  row: typeof run.$inferSelect,
  { verifierKey, problemIds, keys, assessed }: PoolParts & { keys: readonly string[] },
): Promise<SampledMatrix> {
  const [latest = verifierKey, ...earlier] = keys;
  const samples = await tx
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
    // Without the problems named on both sides every page would read all verdicts of the run.
    .leftJoin(verdict, and(verdictOfSample(latest), inArray(verdict.problemId, [...problemIds])))
    .where(and(eq(sample.runId, row.id), inArray(sample.problemId, [...problemIds])));
  await putEarlier(tx, { runId: row.id, keys: earlier, problemIds }, samples);
  return assembleMatrix({
    problemIds,
    samplesPerProblem: row.samplesPerProblem,
    kind: poolKindOf(row),
    samples: samples.map(({ promptTokens, completionTokens, ...item }) => ({
      ...item,
      tokens: promptTokens === null || completionTokens === null ? null : promptTokens + completionTokens,
      ...(assessed === null ? {} : { assessments: assessed.valuesOf(item.problemId, item.sample) }),
    })),
  });
}

/** Before a re-score a verdict was what its older row says; where there is none the later one is the same. */
async function putEarlier(
  tx: Db,
  { runId, keys, problemIds }: { runId: string; keys: readonly string[]; problemIds: readonly string[] },
  samples: { problemId: string; sample: number; outcome: Outcome | null; answerClass: number | null }[],
): Promise<void> {
  if (keys.length === 0) return;
  const place = new Map(samples.map((item) => [sampleKey(item), item]));
  for (const key of keys) {
    const rows = await tx
      .select()
      .from(verdict)
      .where(
        and(
          eq(verdict.runId, runId),
          eq(verdict.verifierKey, key),
          inArray(verdict.problemId, [...problemIds]),
        ),
      );
    for (const row of rows) {
      const item = place.get(sampleKey({ problemId: row.problemId, sample: row.sampleIndex }));
      if (item !== undefined) Object.assign(item, { outcome: row.outcome, answerClass: row.answerClass });
    }
  }
}
