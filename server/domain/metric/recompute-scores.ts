import { and, asc, eq } from "drizzle-orm";
import { canonicalJson } from "@/contracts/canonical-json";
import { run, runMatrix, score } from "@/db/schema";
import { encodeRunMatrix } from "@/measure";
import type { Ctx } from "../ctx";
import { buildMatrix } from "./build-matrix";
import { scoreRun, scoresOf, toRows } from "./score-run";

export type Recomputed = { runs: number; differing: { runId: string; what: string }[] };

/**
 * Computes matrices and scores of all published runs (or one) again from stored samples and verdicts, under every key they were
 * scored with. With `check` nothing is written
 * and every difference is named, bit for bit; without it, what differs is replaced.
 */
export async function recomputeScores(
  ctx: Ctx,
  input: { check: boolean; runId?: string | undefined },
): Promise<Recomputed> {
  const runs = await ctx.db
    .select({ id: run.id, verifierKey: run.verifierKey })
    .from(run)
    .where(and(eq(run.state, "published"), input.runId === undefined ? undefined : eq(run.id, input.runId)))
    .orderBy(asc(run.createdAt), asc(run.id));
  const differing: Recomputed["differing"] = [];
  for (const { id, verifierKey } of runs) {
    const scored = await ctx.db
      .select({ verifierKey: runMatrix.verifierKey })
      .from(runMatrix)
      .where(eq(runMatrix.runId, id))
      .orderBy(asc(runMatrix.verifierKey));
    for (const key of new Set([verifierKey, ...scored.map((row) => row.verifierKey)])) {
      const what = await differenceOf(ctx, id, key);
      if (what === null) continue;
      differing.push({ runId: id, what: key === verifierKey ? what : `${what} under ${key}` });
      if (!input.check) await scoreRun(ctx, id, key);
    }
  }
  return { runs: runs.length, differing };
}

async function differenceOf(ctx: Ctx, runId: string, verifierKey: string): Promise<string | null> {
  const built = await buildMatrix(ctx, runId, verifierKey);
  const key = { runId, verifierKey };
  const [stored] = await ctx.db
    .select()
    .from(runMatrix)
    .where(and(eq(runMatrix.runId, runId), eq(runMatrix.verifierKey, key.verifierKey)));
  if (canonicalJson(stored?.matrix) !== canonicalJson(encodeRunMatrix(built.matrix))) return "matrix";
  const rows = await ctx.db
    .select()
    .from(score)
    .where(and(eq(score.runId, runId), eq(score.verifierKey, key.verifierKey)))
    .orderBy(asc(score.ordinal));
  const fresh = toRows(key, await scoresOf(ctx, built, verifierKey));
  if (rows.length !== fresh.length) return `${rows.length} scores instead of ${fresh.length}`;
  for (const [index, row] of rows.entries()) {
    const other = fresh[index];
    if (other === undefined || !sameBits({ ...row }, { ...other })) return `${row.metric} k=${row.k}`;
  }
  return null;
}

function sameBits(a: Record<string, unknown>, b: Record<string, unknown>): boolean {
  return Object.keys(a).every((name) => Object.is(a[name], b[name]));
}
