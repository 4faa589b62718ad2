import { and, eq, inArray, ne, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Db } from "@/db/client";
import { benchmark, benchmarkVersion, rescore, rescoreRun, run, shard, verdict } from "@/db/schema";
import { VERIFIER_VERSION } from "@/verify";
import type { Ctx } from "../ctx";
import { isOutdatedKey, type PresentKey, presentKeys } from "../plan";
import { announceShards, lockRun, openShards } from "../shard";
import { planVerification } from "./plan-verification";

/** A run in state `scoring` has all its verdicts: it is published under their key and re-scored afterwards. */
const BEFORE_SCORING = ["planned", "running", "waiting"] as const;

/**
 * After an upgrade: runs under way go on under the verifier that is in use now. Their key changes, verdicts that the former one
 * gave are removed, and what is stored already is judged again; samples and generation are not touched. The manifest keeps the key
 * that it was frozen with. Runs of a re-score that still wait for a former version are turned to this one, too. Doing it again
 * changes nothing. Returns how many runs were turned.
 */
export async function adoptVerifier(ctx: Ctx): Promise<number> {
  const present = await presentKeys(ctx);
  const turned = (await adoptRuns(ctx, present)) + (await adoptRescored(ctx, present));
  await followSources(ctx);
  if (turned > 0) {
    await announceShards(ctx);
    ctx.log.info({ runs: turned, version: VERIFIER_VERSION }, "Runs under way go on under this verifier.");
  }
  return turned;
}

async function adoptRuns(ctx: Ctx, present: PresentKey): Promise<number> {
  const rows = await ctx.db
    .select({ run, protocol: benchmarkVersion.protocol, card: benchmark.card })
    .from(run)
    .innerJoin(benchmarkVersion, eq(benchmarkVersion.id, run.benchmarkVersionId))
    .innerJoin(benchmark, eq(benchmark.id, benchmarkVersion.benchmarkId))
    .where(and(inArray(run.state, [...BEFORE_SCORING]), ne(run.kind, "reduced")));
  let turned = 0;
  for (const { run: row, protocol, card } of rows) {
    const toKey = present(card.answerKind, protocol);
    if (!isOutdatedKey(row.verifierKey, toKey)) continue;
    await ctx.db.transaction(async (tx) => {
      await lockRun(tx, row.id);
      const changed = await tx
        .update(run)
        .set({ verifierKey: toKey })
        .where(
          and(
            eq(run.id, row.id),
            eq(run.verifierKey, row.verifierKey),
            inArray(run.state, [...BEFORE_SCORING]),
          ),
        )
        .returning({ id: run.id });
      if (changed.length === 0) return;
      await dropJudging(ctx, tx, { runId: row.id, key: row.verifierKey });
      await giveBackUpload(ctx, tx, row.id);
      turned++;
    });
    const final = (await openShards(ctx.db, row.id, "generate")) === 0;
    await planVerification(ctx, row.id, { final });
  }
  return turned;
}

/** Ends the shards that would judge under a former key and removes what they have brought; a lease on one is over. */
async function dropJudging(ctx: Ctx, tx: Db, { runId, key }: { runId: string; key: string }): Promise<void> {
  await tx
    .update(shard)
    .set({ state: "cancelled", doneAt: ctx.clock.now(), leaseGeneration: sql`${shard.leaseGeneration} + 1` })
    .where(
      and(
        eq(shard.runId, runId),
        eq(shard.kind, "verify"),
        inArray(shard.state, ["pending", "leased", "failed"]),
        sql`${shard.work}->>'verifierKey' = ${key}`,
      ),
    );
  await tx.delete(verdict).where(and(eq(verdict.runId, runId), eq(verdict.verifierKey, key)));
}

/** A runner that reads an upload judges as it reads, under the former key: it begins again and repeats nothing that is stored. */
async function giveBackUpload(ctx: Ctx, tx: Db, runId: string): Promise<void> {
  await tx
    .update(shard)
    .set({
      state: "pending",
      runnerId: null,
      leaseExpiresAt: null,
      notBefore: ctx.clock.now(),
      leaseGeneration: sql`${shard.leaseGeneration} + 1`,
    })
    .where(and(eq(shard.runId, runId), eq(shard.kind, "ingest"), eq(shard.state, "leased")));
}

/** Runs of a re-score that wait for a version that is no longer in use. */
async function adoptRescored(ctx: Ctx, present: PresentKey): Promise<number> {
  const rows = await ctx.db
    .select({ planned: rescoreRun, run, protocol: benchmarkVersion.protocol, card: benchmark.card })
    .from(rescoreRun)
    .innerJoin(rescore, and(eq(rescore.id, rescoreRun.rescoreId), eq(rescore.state, "running")))
    .innerJoin(run, eq(run.id, rescoreRun.runId))
    .innerJoin(benchmarkVersion, eq(benchmarkVersion.id, run.benchmarkVersionId))
    .innerJoin(benchmark, eq(benchmark.id, benchmarkVersion.benchmarkId))
    .where(eq(rescoreRun.state, "waiting"));
  let turned = 0;
  for (const { planned, run: row, protocol, card } of rows) {
    const toKey = present(card.answerKind, protocol);
    if (!isOutdatedKey(planned.toKey, toKey)) continue;
    const same = and(eq(rescoreRun.rescoreId, planned.rescoreId), eq(rescoreRun.runId, planned.runId));
    await ctx.db.transaction(async (tx) => {
      await lockRun(tx, row.id);
      if (row.verifierKey !== planned.toKey)
        await dropJudging(ctx, tx, { runId: row.id, key: planned.toKey });
      // Back to the version that judged it: nothing is left to do.
      if (row.verifierKey === toKey) await tx.delete(rescoreRun).where(same);
      else await tx.update(rescoreRun).set({ toKey }).where(same);
      await tx
        .update(rescore)
        .set({ verifierVersion: VERIFIER_VERSION })
        .where(eq(rescore.id, planned.rescoreId));
    });
    turned++;
  }
  return turned;
}

/** What will be reduced from a run is judged as that run is. */
async function followSources(ctx: Ctx): Promise<void> {
  const source = alias(run, "source");
  const rows = await ctx.db
    .select({ id: run.id, key: source.verifierKey })
    .from(run)
    .innerJoin(source, eq(source.id, run.sourceRunId))
    .where(and(inArray(run.state, [...BEFORE_SCORING]), ne(run.verifierKey, source.verifierKey)));
  for (const { id, key } of rows) await ctx.db.update(run).set({ verifierKey: key }).where(eq(run.id, id));
}
