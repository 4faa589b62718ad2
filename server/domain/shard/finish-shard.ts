import { eq } from "drizzle-orm";
import type { ShardFailure } from "@/contracts/runner";
import type { ShardKind } from "@/contracts/states";
import type { Db } from "@/db/client";
import { shard } from "@/db/schema";
import type { ShardWork } from "@/db/schema/shard";
import type { Ctx } from "../ctx";
import { announceShards } from "./announce-shards";
import { noteEndpoint } from "./circuit";
import type { LeasedShard } from "./claim-shards";
import { type HeldLease, lockHeldShard } from "./held-lease";
import { countLosses, storeLostSamples } from "./lost-samples";
import { orderWaiting } from "./order-waiting";
import { sendShardEvents } from "./shard-events";
import { workLeft } from "./work-left";

/** What a runner does by calling the endpoint of the run. */
const CALLS_MODELS: ReadonlySet<ShardKind> = new Set(["generate", "assess"]);
/** Work other than generation that ends this often without its result has failed. */
const MOST_ATTEMPTS = 5;
const TRY_AGAIN_MS = 1_000;

/**
 * Ends a lease: the shard is done where nothing of it is missing, failed where the runner says that it never can be done,
 * and otherwise pending again with what is missing. Sends the event of a stage whose last shard this was.
 * `endpointOpenUntil` says that the samples of this report found the endpoint down.
 */
export async function finishShard(
  ctx: Ctx,
  held: HeldLease,
  input: { failure: ShardFailure | null; endpointOpenUntil: Date | null },
): Promise<void> {
  const { failure } = input;
  const fromEndpoint = CALLS_MODELS.has(held.shard.kind) && failure?.retry === "later";
  const openUntil = fromEndpoint
    ? await noteEndpoint(ctx, {
        runId: held.shard.runId,
        results: [],
        opens: true,
        retryAfterMs: failure.retryAfterMs,
        message: failure.message,
      })
    : input.endpointOpenUntil;
  const closed = await ctx.db.transaction(async (tx) => {
    const row = await lockHeldShard(tx, {
      shardId: held.shard.id,
      leaseGeneration: held.shard.leaseGeneration,
    });
    return close(ctx, tx, row, { failure, openUntil });
  });
  // Before anybody hears that the stage is over: these samples are not in the shard any more.
  if (closed.kind === "generate" && closed.runId !== null) await storeLostSamples(ctx, closed.runId);
  if (closed.state !== "pending") await sendShardEvents(ctx, closed);
  if (closed.kind === "generate" && closed.runId !== null) await orderWaiting(ctx, closed.runId);
  // Even where nothing is left of this one: it frees a place of its endpoint, for which other shards may be waiting.
  await announceShards(ctx);
}

async function close(
  ctx: Ctx,
  tx: Db,
  row: LeasedShard,
  input: { failure: ShardFailure | null; openUntil: Date | null },
): Promise<LeasedShard> {
  const { failure, openUntil } = input;
  const at = ctx.clock.now();
  let left = await workLeft(tx, row, { ended: failure === null });
  // A runner that ends a shard without some of its samples has lost them once, however often it says so: the row is locked.
  if (left?.kind === "generate" && row.runId !== null && failure === null && openUntil === null) {
    const items = await countLosses(tx, row.runId, left.items);
    left = items.length === 0 ? null : { kind: "generate", items };
  }
  if (left === null)
    return change(tx, row, { state: "done", doneAt: at, failureCode: null, failureMessage: null });
  // A runner that drains (`now`) has not failed at the work, nor has one of another version: an upgrade is under way.
  const isTried = failure?.retry !== "now" && failure?.code !== "verifier_mismatch";
  const attempts = isTried ? row.losses + 1 : row.losses;
  const why = {
    failureCode: failure?.code ?? "no_result",
    failureMessage: failure?.message ?? "The work ended without its result.",
  };
  if (failure?.retry === "never" || (row.kind !== "generate" && attempts >= MOST_ATTEMPTS)) {
    return change(tx, row, { state: "failed", doneAt: at, ...why });
  }
  const pauseMs = Math.max(TRY_AGAIN_MS, failure?.retry === "later" ? failure.retryAfterMs : 0);
  return reopen(tx, row, left, {
    losses: attempts,
    notBefore: new Date(Math.max(at.getTime() + pauseMs, openUntil?.getTime() ?? 0)),
    ...why,
  });
}

/** Puts a shard back with other work; its lease is over from now on. */
export async function reopen(
  tx: Db,
  row: LeasedShard,
  work: ShardWork,
  more: Partial<typeof shard.$inferInsert>,
): Promise<LeasedShard> {
  return change(tx, row, { state: "pending", work, runnerId: null, leaseExpiresAt: null, ...more });
}

/** Changes a shard and moves its lease generation, so that reports of the lease before are stale. */
export async function change(
  tx: Db,
  row: LeasedShard,
  to: Partial<typeof shard.$inferInsert>,
): Promise<LeasedShard> {
  const [updated] = await tx
    .update(shard)
    .set({ ...to, leaseGeneration: row.leaseGeneration + 1 })
    .where(eq(shard.id, row.id))
    .returning();
  if (updated === undefined) throw new Error(`shard ${row.id} is missing`);
  return updated;
}
