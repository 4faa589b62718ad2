import { and, eq, lt } from "drizzle-orm";
import { LEASE } from "@/contracts/runner";
import type { Db } from "@/db/client";
import { shard } from "@/db/schema";
import type { ShardWork } from "@/db/schema/shard";
import type { Ctx } from "../ctx";
import { announceShards } from "./announce-shards";
import type { LeasedShard } from "./claim-shards";
import { change, reopen } from "./finish-shard";
import { inChunks } from "./generate-items";
import { insertShards } from "./insert-shards";
import { noteLost } from "./lost-leases";
import { countLosses, storeLostSamples } from "./lost-samples";
import { sendShardEvents } from "./shard-events";
import { workLeft } from "./work-left";

/** Lost work comes back in parts this much smaller, so that one item that kills its runner is soon alone. */
const SPLIT = 8;

/**
 * Takes back leases that were not renewed: what is missing becomes pending again in smaller shards, every loss is counted, and a
 * (problem, sample) lost three times becomes `infra_error: worker lost`. Returns how many leases were taken back.
 */
export async function reclaimExpired(ctx: Ctx, limit: number): Promise<number> {
  const at = ctx.clock.now();
  const taken = await ctx.db.transaction(async (tx) => {
    const expired = await tx
      .select()
      .from(shard)
      .where(and(eq(shard.state, "leased"), lt(shard.leaseExpiresAt, at)))
      .limit(limit)
      .for("update", { skipLocked: true });
    await noteLost(tx, expired, at);
    const back: LeasedShard[] = [];
    for (const row of expired)
      back.push(
        await change(tx, row, {
          state: "pending",
          runnerId: null,
          leaseExpiresAt: null,
          notBefore: new Date(at.getTime() + LEASE.leaseMs),
        }),
      );
    return back;
  });
  for (const row of taken) await putBack(ctx, row);
  if (taken.length > 0) await announceShards(ctx);
  return taken.length;
}

/** Until this is through the shard is not leased again (`notBefore` lies a lease ahead); if it is cut off, it is, whole. */
async function putBack(ctx: Ctx, row: LeasedShard): Promise<void> {
  const lost = await workLeft(ctx.db, row, { ended: false });
  if (lost?.kind === "generate" && row.runId !== null) {
    await countLosses(ctx.db, row.runId, lost.items);
    await storeLostSamples(ctx, row.runId);
  }
  const closed = await ctx.db.transaction(async (tx) => {
    const [current] = await tx.select().from(shard).where(eq(shard.id, row.id)).for("update");
    // Leased anew, or cancelled meanwhile, which must stay.
    if (current?.state !== "pending" || current.leaseGeneration !== row.leaseGeneration) return null;
    return settle(ctx, tx, current);
  });
  if (closed !== null && closed.state !== "pending") await sendShardEvents(ctx, closed);
}

async function settle(ctx: Ctx, tx: Db, row: LeasedShard): Promise<LeasedShard> {
  const at = ctx.clock.now();
  const left = await workLeft(tx, row, { ended: false });
  if (left === null) return change(tx, row, { state: "done", doneAt: at });
  const losses = row.losses + 1;
  const parts = splitWork(left);
  if (row.kind !== "generate" && parts.length === 1 && losses >= LEASE.lossesPerSample) {
    const why = {
      failureCode: "worker_lost",
      failureMessage: "The runner was lost three times during this work.",
    };
    return change(tx, row, { state: "failed", doneAt: at, losses, ...why });
  }
  await insertShards(
    ctx,
    tx,
    parts.slice(1).map((work, index) => ({
      submissionId: row.submissionId,
      runId: row.runId,
      work,
      workKey: `${row.workKey}/${row.leaseGeneration}.${index + 1}`,
      priority: row.priority,
      total: null,
    })),
  );
  return reopen(tx, row, parts[0] ?? left, { losses: parts.length > 1 ? 0 : losses, notBefore: at });
}

function splitWork(work: ShardWork): ShardWork[] {
  switch (work.kind) {
    case "generate":
      return inChunks(work.items, Math.ceil(work.items.length / SPLIT)).map((items) => ({
        kind: "generate",
        items,
      }));
    case "assess":
      return inChunks(work.items, Math.ceil(work.items.length / SPLIT)).map((items) => ({ ...work, items }));
    case "verify":
      return inChunks(work.problemIds, Math.ceil(work.problemIds.length / SPLIT)).map((problemIds) => ({
        ...work,
        problemIds,
      }));
    default:
      return [work];
  }
}
