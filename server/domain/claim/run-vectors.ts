import { and, eq, inArray } from "drizzle-orm";
import { run, runMatrix } from "@/db/schema";
import { decodeRunMatrix, type EffectRow, problemScores, rerunVariances } from "@/measure";
import type { Ctx } from "../ctx";
import { poolKindOf } from "../metric";

/** What a paired comparison needs of runs, by run id; runs that are not scored are left out. */
export async function runVectors(
  ctx: Ctx,
  wanted: readonly { runId: string; verifierKey: string }[],
): Promise<Map<string, EffectRow>> {
  if (wanted.length === 0) return new Map();
  const ids = [...new Set(wanted.map((item) => item.runId))];
  const keys = [...new Set(wanted.map((item) => item.verifierKey))];
  const verifierOf = new Map(wanted.map((item) => [item.runId, item.verifierKey]));
  const rows = await ctx.db
    .select({
      runId: run.id,
      kind: run.kind,
      verifierKey: runMatrix.verifierKey,
      matrix: runMatrix.matrix,
    })
    .from(run)
    .innerJoin(runMatrix, eq(runMatrix.runId, run.id))
    .where(and(inArray(run.id, ids), inArray(runMatrix.verifierKey, keys)));
  return new Map(
    rows
      .filter((row) => verifierOf.get(row.runId) === row.verifierKey)
      .map((row) => {
        const matrix = decodeRunMatrix(row.matrix);
        const kind = poolKindOf(row);
        return [
          row.runId,
          {
            perProblem: problemScores(matrix, kind),
            samplesPerProblem: matrix.kind === "sampled" ? matrix.samplesPerProblem : 1,
            rerunVariance: rerunVariances(matrix, kind),
          },
        ];
      }),
  );
}
