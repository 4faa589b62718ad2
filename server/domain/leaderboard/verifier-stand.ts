import { and, asc, count, desc, eq, inArray, sql } from "drizzle-orm";
import type { Rescore, VerifierStand } from "@/contracts/rescore";
import {
  benchmark,
  benchmarkVersion,
  boardRow,
  boardSummary,
  model,
  rescore,
  rescoreRun,
  run,
  verdict,
} from "@/db/schema";
import { VERIFIER_VERSION } from "@/verify";
import type { Ctx } from "../ctx";
import { rescoreDue } from "../verification";
import { maySeeRun } from "./visibility";

const MOST_RESCORES = 20;
const MOST_RUNS = 100;

/** Which verifier judges the boards, how much a re-score would change over, and what earlier ones moved. */
export async function verifierStand(ctx: Ctx): Promise<VerifierStand> {
  const due = await rescoreDue(ctx);
  const rescores = await ctx.db.select().from(rescore).orderBy(desc(rescore.startedAt)).limit(MOST_RESCORES);
  return {
    version: VERIFIER_VERSION,
    due: { runs: due.length, samples: due.reduce((sum, item) => sum + item.samples, 0) },
    startsItself: ctx.settings.rescores === "automatic",
    boards: await boardsByVerifier(ctx),
    rescores: await Promise.all(rescores.map((row) => rescoreView(ctx, row))),
  };
}

async function boardsByVerifier(ctx: Ctx): Promise<VerifierStand["boards"]> {
  const rows = await ctx.db
    .select({
      versionId: benchmarkVersion.id,
      benchmark: benchmark.slug,
      title: benchmark.title,
      version: benchmarkVersion.version,
      verifier: boardSummary.verifierKey,
      runs: sql<number>`count(${boardRow.runId})::int`,
    })
    .from(boardSummary)
    .innerJoin(benchmarkVersion, eq(benchmarkVersion.id, boardSummary.benchmarkVersionId))
    .innerJoin(benchmark, eq(benchmark.id, benchmarkVersion.benchmarkId))
    .leftJoin(
      boardRow,
      and(
        eq(boardRow.benchmarkVersionId, boardSummary.benchmarkVersionId),
        eq(boardRow.verifierKey, boardSummary.verifierKey),
      ),
    )
    .groupBy(
      benchmarkVersion.id,
      benchmark.slug,
      benchmark.title,
      boardSummary.verifierKey,
      boardSummary.updatedAt,
    )
    .orderBy(asc(benchmark.slug), desc(benchmarkVersion.version), desc(boardSummary.updatedAt));
  const shown = new Set<string>();
  return rows.map(({ versionId, ...row }) => {
    // A board without a verifier in its address is the one that was written last.
    const isShown = !shown.has(versionId);
    shown.add(versionId);
    return { ...row, isShown };
  });
}

async function rescoreView(ctx: Ctx, row: typeof rescore.$inferSelect): Promise<Rescore> {
  const rows = await ctx.db
    .select({ planned: rescoreRun, run, benchmark: benchmark.slug, model: model.name })
    .from(rescoreRun)
    .innerJoin(run, eq(run.id, rescoreRun.runId))
    .innerJoin(model, eq(model.id, run.modelId))
    .innerJoin(benchmarkVersion, eq(benchmarkVersion.id, run.benchmarkVersionId))
    .innerJoin(benchmark, eq(benchmark.id, benchmarkVersion.benchmarkId))
    .where(and(eq(rescoreRun.rescoreId, row.id), inArray(rescoreRun.state, ["waiting", "done", "failed"])))
    .orderBy(desc(rescoreRun.moved), asc(rescoreRun.runId));
  const total = (name: "samples" | "moved" | "becameCorrect" | "noLongerCorrect") =>
    rows.reduce((sum, { planned }) => sum + planned[name], 0);
  const waiting = rows.reduce(
    (sum, { planned }) => sum + (planned.state === "waiting" ? planned.samples : 0),
    0,
  );
  return {
    id: row.id,
    verifierVersion: row.verifierVersion,
    state: row.state,
    startedAt: row.startedAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
    runs: rows.length,
    done: rows.filter(({ planned }) => planned.state === "done").length,
    failed: rows.filter(({ planned }) => planned.state === "failed").length,
    judged: total("samples") - waiting + (waiting === 0 ? 0 : await judgedSoFar(ctx, row.id)),
    samples: total("samples"),
    moved: total("moved"),
    becameCorrect: total("becameCorrect"),
    noLongerCorrect: total("noLongerCorrect"),
    items: rows
      .filter((item) => item.run.visibility === "public" && maySeeRun(ctx, item.run))
      .slice(0, MOST_RUNS)
      .map(({ planned: { rescoreId: _, finishedAt: __, ...counts }, ...item }) => ({
        ...counts,
        benchmark: item.benchmark,
        model: item.model,
        method: item.run.methodId,
      })),
  };
}

/** Verdicts under the new key of runs that still wait. */
async function judgedSoFar(ctx: Ctx, rescoreId: string): Promise<number> {
  const [row] = await ctx.db
    .select({ verdicts: count() })
    .from(rescoreRun)
    .innerJoin(verdict, and(eq(verdict.runId, rescoreRun.runId), eq(verdict.verifierKey, rescoreRun.toKey)))
    .where(and(eq(rescoreRun.rescoreId, rescoreId), eq(rescoreRun.state, "waiting")));
  return row?.verdicts ?? 0;
}
