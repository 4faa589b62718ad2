import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Db } from "@/db/client";
import { rescore, rescoreRun, run, score, verdict } from "@/db/schema";
import type { Ctx } from "../ctx";
import { scoreRun } from "../metric";
import { planRescore, type RescoreStand } from "../verification";
import { announceBoard } from "./publish-run";
import { refreshBoard } from "./refresh-board";

type Row = { planned: typeof rescoreRun.$inferSelect; run: typeof run.$inferSelect };
type Counts = Record<"samples" | "moved" | "becameCorrect" | "noLongerCorrect", number>;

/**
 * One look at a re-score: enqueues what is not enqueued, and takes over the verdicts of every benchmark version whose runs are all
 * judged, so that a board changes once and whole. Returns how many runs still wait; may be repeated at any time.
 */
export async function advanceRescore(ctx: Ctx, rescoreId: string): Promise<{ waiting: number }> {
  const rows: Row[] = await ctx.db
    .select({ planned: rescoreRun, run })
    .from(rescoreRun)
    .innerJoin(run, eq(run.id, rescoreRun.runId))
    .where(and(eq(rescoreRun.rescoreId, rescoreId), eq(rescoreRun.state, "waiting")));
  let waiting = 0;
  const versions = new Set(rows.map((row) => row.run.benchmarkVersionId));
  for (const versionId of versions) {
    const group = rows.filter((row) => row.run.benchmarkVersionId === versionId);
    const stands: { row: Row; stand: RescoreStand }[] = [];
    for (const row of group) {
      // One at a time: a thousand runs at once would take every connection.
      const stand = row.run.state === "published" ? await planRescore(ctx, row.planned) : WITHDRAWN;
      stands.push({ row, stand });
    }
    if (stands.some(({ stand }) => stand.open > 0)) {
      waiting += group.length;
      continue;
    }
    for (const { row, stand } of stands.filter(({ stand }) => stand.problem !== null)) {
      await settle(ctx.db, ctx, row, { state: "failed", reason: stand.problem?.slice(0, 500) });
    }
    await takeOver(
      ctx,
      stands.filter(({ stand }) => stand.problem === null).map(({ row }) => row),
    );
  }
  if (waiting === 0) {
    await ctx.db
      .update(rescore)
      .set({ state: "done", finishedAt: ctx.clock.now() })
      .where(and(eq(rescore.id, rescoreId), eq(rescore.state, "running")));
  }
  return { waiting };
}

const WITHDRAWN: RescoreStand = { open: 0, problem: "the run is no longer published" };

async function takeOver(ctx: Ctx, rows: readonly Row[]): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const { toKey } = first.planned;
  const versionId = first.run.benchmarkVersionId;
  const reduced = await ctx.db
    .select()
    .from(run)
    .where(
      and(
        inArray(
          run.sourceRunId,
          rows.map((row) => row.run.id),
        ),
        eq(run.state, "published"),
      ),
    );
  for (const id of [...rows.map((row) => row.run.id), ...reduced.map((row) => row.id)]) {
    await scoreRun(ctx, id, toKey);
  }
  await ctx.db.transaction(async (tx) => {
    for (const row of rows) {
      const counts = await countMoves(tx, row.planned);
      await tx.update(run).set({ verifierKey: toKey }).where(eq(run.id, row.run.id));
      await dropUnchanged(tx, row.planned);
      await settle(tx, ctx, row, { state: "done", ...counts });
    }
    for (const row of reduced) {
      const planned = { runId: row.id, fromKey: row.verifierKey, toKey, rescoreId: first.planned.rescoreId };
      await tx
        .insert(rescoreRun)
        .values({ ...planned, state: "waiting" })
        .onConflictDoNothing();
      await tx.update(run).set({ verifierKey: toKey }).where(eq(run.id, row.id));
      await settle(tx, ctx, { planned, run: row }, { state: "done" });
    }
    await refreshBoard(ctx, tx, { versionId, verifierKey: toKey, changed: "" });
  });
  await announceBoard(ctx, versionId);
}

type Planned = Pick<typeof rescoreRun.$inferSelect, "rescoreId" | "runId" | "fromKey" | "toKey">;

async function settle(
  db: Db,
  ctx: Ctx,
  { planned, run: row }: { planned: Planned; run: typeof run.$inferSelect },
  result: Partial<typeof rescoreRun.$inferInsert>,
): Promise<void> {
  await db
    .update(rescoreRun)
    .set({
      ...result,
      scoreBefore: await headline(db, row.id, planned.fromKey),
      scoreAfter: await headline(db, row.id, planned.toKey),
      finishedAt: ctx.clock.now(),
    })
    .where(and(eq(rescoreRun.rescoreId, planned.rescoreId), eq(rescoreRun.runId, planned.runId)));
}

/** The first score of a run: the headline metric. */
async function headline(db: Db, runId: string, verifierKey: string): Promise<number | null> {
  const [row] = await db
    .select({ value: score.value })
    .from(score)
    .where(and(eq(score.runId, runId), eq(score.verifierKey, verifierKey), eq(score.ordinal, 0)));
  return row?.value ?? null;
}

async function countMoves(tx: Db, { runId, fromKey, toKey }: Planned): Promise<Counts> {
  const before = alias(verdict, "before");
  const counted = (condition: SQL) => sql<number>`(count(*) filter (where ${condition}))::int`;
  const [row] = await tx
    .select({
      samples: sql<number>`count(*)::int`,
      moved: counted(sql`${before.outcome} <> ${verdict.outcome}`),
      becameCorrect: counted(sql`${before.outcome} <> 'correct' and ${verdict.outcome} = 'correct'`),
      noLongerCorrect: counted(sql`${before.outcome} = 'correct' and ${verdict.outcome} <> 'correct'`),
    })
    .from(verdict)
    .innerJoin(
      before,
      and(
        eq(before.runId, verdict.runId),
        eq(before.problemId, verdict.problemId),
        eq(before.sampleIndex, verdict.sampleIndex),
        eq(before.verifierKey, fromKey),
      ),
    )
    .where(and(eq(verdict.runId, runId), eq(verdict.verifierKey, toKey)));
  return row ?? { samples: 0, moved: 0, becameCorrect: 0, noLongerCorrect: 0 };
}

/** A verdict that is the same in every field under both keys is kept once, under the new one (see metric/verdict-chain). */
async function dropUnchanged(tx: Db, { runId, fromKey, toKey }: Planned): Promise<void> {
  await tx.execute(sql`
    delete from verdict o using verdict n
    where o.run_id = ${runId} and o.verifier_key = ${fromKey}
      and n.run_id = ${runId} and n.verifier_key = ${toKey}
      and n.problem_id = o.problem_id and n.sample_index = o.sample_index
      and row(o.outcome, o.extracted, o.rule, o.gold_normal, o.answer_normal, o.answer_class)
        is not distinct from row(n.outcome, n.extracted, n.rule, n.gold_normal, n.answer_normal, n.answer_class)`);
}
