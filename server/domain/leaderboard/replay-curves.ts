import { and, eq } from "drizzle-orm";
import type { ReplayCurve, ReplayCurves } from "@/contracts/chart";
import { run, runMatrix } from "@/db/schema";
import {
  bestOfNReducer,
  budgetCurve,
  decodeRunMatrix,
  newProblemsInterval,
  problemCounts,
  type SampledMatrix,
  selfConsistency,
  weightedVote,
} from "@/measure";
import type { Ctx } from "../ctx";
import { poolKindOf } from "../metric";
import { ofPublished } from "./of-published";
import { type VisibleRun, visibleRun } from "./visible-run";

const REDUCERS = [selfConsistency, weightedVote, bestOfNReducer];

/** Pools above this are replayed at fewer ks, so that a page does not wait for them. */
const LARGE_POOL = 20_000;

const curvesOf = ofPublished<ReplayCurves>();

/**
 * Score against tokens of every reducer that the run's pool allows, by replay at k = 1, 2, 4, … samples; a reduced run
 * is answered from its source. Empty where tokens are unknown or there is one sample a problem.
 */
export async function replayCurves(ctx: Ctx, runId: string): Promise<ReplayCurves> {
  const asked = await visibleRun(ctx, runId);
  return curvesOf(ctx, asked.run, () => computeCurves(ctx, asked));
}

async function computeCurves(ctx: Ctx, asked: VisibleRun): Promise<ReplayCurves> {
  const poolRunId = asked.run.sourceRunId ?? asked.run.id;
  const [stored] = await ctx.db
    .select({ run, matrix: runMatrix.matrix })
    .from(runMatrix)
    .innerJoin(run, eq(run.id, runMatrix.runId))
    .where(and(eq(runMatrix.runId, poolRunId), eq(runMatrix.verifierKey, asked.run.verifierKey)));
  const matrix = stored === undefined ? null : decodeRunMatrix(stored.matrix);
  if (stored === undefined || matrix?.kind !== "sampled") return { poolRunId, curves: [] };
  const kind = poolKindOf(stored.run);
  const samples = problemCounts(matrix, kind).reduce((sum, { n }) => sum + n, 0);
  const ks = replayedKs(matrix, samples);
  if (ks.length < 2) return { poolRunId, curves: [] };
  const curves = REDUCERS.map((reducer): ReplayCurve => {
    const points = budgetCurve(matrix, ks, { reducer, kind, seed: stored.run.manifestSha256 });
    return {
      reducer: reducer.id,
      points: points.map(({ k, tokens, score, perProblem }) => ({
        k,
        tokens,
        score,
        interval: newProblemsInterval(perProblem, samples),
      })),
    };
  });
  return { poolRunId, curves: curves.filter(({ points }) => points.length > 1) };
}

/** Powers of two up to the pool, and the whole pool. */
function replayedKs({ samplesPerProblem }: SampledMatrix, samples: number): number[] {
  const step = samples > LARGE_POOL ? 4 : 2;
  const ks: number[] = [];
  for (let k = 1; k < samplesPerProblem; k *= step) ks.push(k);
  return [...ks, samplesPerProblem];
}
