import { and, eq, inArray, isNull, lt } from "drizzle-orm";
import { LEASE, type WorkItem } from "@/contracts/runner";
import type { Db } from "@/db/client";
import { lostLease, run, runner } from "@/db/schema";
import type { Ctx } from "../ctx";
import type { LeasedShard } from "./claim-shards";
import type { LeaseRef } from "./held-lease";
import { runnerKeyOf } from "./register-runner";

/** Samples are still wanted in these states of their run. */
const OPEN = ["planned", "running", "waiting"] as const;

/** Keeps who held leases that are taken back now, and for which samples. */
export async function noteLost(tx: Db, expired: readonly LeasedShard[], at: Date): Promise<void> {
  const rows = expired.flatMap(({ id, leaseGeneration, runId, runnerId, work }) =>
    work.kind === "generate" && runId !== null && runnerId !== null
      ? [{ shardId: id, leaseGeneration, runId, runnerId, items: work.items, lostAt: at }]
      : [],
  );
  if (rows.length > 0) await tx.insert(lostLease).values(rows).onConflictDoNothing();
}

/**
 * What the caller may still report of a lease that was taken back from it: the run and the samples that were asked for. Null
 * where the lease was never its own, or the run needs nothing any more.
 */
export async function lostLeaseOf(
  ctx: Ctx,
  lease: LeaseRef,
): Promise<{ runId: string; items: WorkItem[] } | null> {
  const [found] = await ctx.db
    .select({ runId: lostLease.runId, items: lostLease.items })
    .from(lostLease)
    .innerJoin(runner, eq(runner.id, lostLease.runnerId))
    .innerJoin(run, eq(run.id, lostLease.runId))
    .where(
      and(
        eq(lostLease.shardId, lease.shardId),
        eq(lostLease.leaseGeneration, lease.leaseGeneration),
        eq(runner.apiKeyId, runnerKeyOf(ctx)),
        isNull(runner.stoppedReason),
        inArray(run.state, [...OPEN]),
      ),
    );
  return found ?? null;
}

/** Forgets leases that were lost longer ago than late results are taken. */
export async function forgetLostLeases(ctx: Ctx): Promise<void> {
  await ctx.db
    .delete(lostLease)
    .where(lt(lostLease.lostAt, new Date(ctx.clock.now().getTime() - LEASE.lateReportMs)));
}
