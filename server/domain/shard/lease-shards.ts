import { and, eq, inArray, sql } from "drizzle-orm";
import type { LeaseRequest, LeaseResponse } from "@/contracts/runner";
import { run, shard, submission } from "@/db/schema";
import type { Ctx } from "../ctx";
import { buildLease } from "./build-lease";
import { claimShards, type LeasedShard } from "./claim-shards";
import { reclaimExpired } from "./reclaim-expired";
import { registerRunner, touchRunner } from "./register-runner";
import { sendShardEvents } from "./shard-events";
import { waitForShards } from "./wait-for-shards";

/** A runner without work asks again after this long. */
const ASK_AGAIN_MS = 200;
/** Expired leases that one lease call takes back before it looks for work. */
const RECLAIM_PER_CALL = 20;

/**
 * Leases work to the calling runner; waits up to `request.waitMs` for some. Takes expired leases back first, so that lost work
 * is found as soon as somebody can do it.
 */
export async function leaseShards(
  ctx: Ctx,
  request: LeaseRequest,
  signal?: AbortSignal,
): Promise<LeaseResponse> {
  const runner = await registerRunner(ctx, request);
  const until = performance.now() + request.waitMs;
  for (;;) {
    await reclaimExpired(ctx, RECLAIM_PER_CALL);
    const claimed = await claimShards(ctx, runner, request);
    if (claimed.length > 0) {
      await noteStarted(ctx, claimed);
      const leases = await Promise.all(claimed.map((leased) => leaseOrRelease(ctx, leased)));
      return { leases: leases.filter((lease) => lease !== null), retryAfterMs: 0 };
    }
    const leftMs = until - performance.now();
    if (leftMs <= 0 || signal?.aborted) return { leases: [], retryAfterMs: ASK_AGAIN_MS };
    await waitForShards(ctx, leftMs, signal);
    await touchRunner(ctx, runner.id);
  }
}

/** A shard that cannot be described (its submission is broken) fails by itself; the other leases go out. */
async function leaseOrRelease(ctx: Ctx, leased: LeasedShard) {
  try {
    return await buildLease(ctx, leased);
  } catch (error) {
    ctx.log.error({ error, shardId: leased.id }, "A leased shard could not be described.");
    const failed = await ctx.db
      .update(shard)
      .set({
        state: "failed",
        doneAt: ctx.clock.now(),
        failureCode: "internal",
        failureMessage: "The shard could not be prepared.",
      })
      .where(
        and(
          eq(shard.id, leased.id),
          eq(shard.leaseGeneration, leased.leaseGeneration),
          eq(shard.state, "leased"),
        ),
      )
      .returning();
    for (const row of failed) await sendShardEvents(ctx, row);
    return null;
  }
}

/** Work has begun: what waited is running, and its reason for waiting is gone. */
async function noteStarted(ctx: Ctx, claimed: readonly LeasedShard[]): Promise<void> {
  const at = ctx.clock.now();
  const runIds = claimed.flatMap((leased) => (leased.runId === null ? [] : [leased.runId]));
  if (runIds.length > 0) {
    await ctx.db
      .update(run)
      .set({
        state: "running",
        stateReason: null,
        startedAt: sql`coalesce(${run.startedAt}, ${at.toISOString()})`,
      })
      .where(and(inArray(run.id, runIds), inArray(run.state, ["planned", "running", "waiting"])));
  }
  await ctx.db
    .update(submission)
    .set({
      state: sql`case when ${submission.state} in ('queued', 'waiting') then 'running' else ${submission.state} end`,
      reasonCode: null,
      reasonMessage: null,
      reasonHint: null,
      reasonRetry: null,
      nextTryAt: null,
      heartbeatAt: at,
      updatedAt: at,
    })
    .where(
      and(
        inArray(submission.id, [...new Set(claimed.map((leased) => leased.submissionId))]),
        inArray(submission.state, ["checking", "queued", "waiting", "running"]),
      ),
    );
}
