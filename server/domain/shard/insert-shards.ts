import { createHash } from "node:crypto";
import { inArray, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { shard } from "@/db/schema";
import type { ShardWork } from "@/db/schema/shard";
import type { Ctx } from "../ctx";
import { deterministicId } from "../plan";

export type NewShard = {
  submissionId: string;
  runId: string | null;
  work: ShardWork;
  /** Names the work within the submission; the same key is the same shard. */
  workKey: string;
  priority: number;
  total: number | null;
};

/** Adds shards that are not there yet and returns how many were new. Ids follow from the work key. */
export async function insertShards(ctx: Ctx, db: Db, shards: readonly NewShard[]): Promise<number> {
  if (shards.length === 0) return 0;
  const inserted = await db
    .insert(shard)
    .values(shards.map((item) => rowOf(ctx, item)))
    .onConflictDoNothing()
    .returning({ id: shard.id });
  return inserted.length;
}

/**
 * Adds shards for work that is known to be missing and returns how many are to be done now. One that was done or cancelled before
 * is to be done again: its result was removed since, as an upgrade of the verifier that was taken back does.
 */
export async function insertOrReopen(ctx: Ctx, db: Db, shards: readonly NewShard[]): Promise<number> {
  if (shards.length === 0) return 0;
  const opened = await db
    .insert(shard)
    .values(shards.map((item) => rowOf(ctx, item)))
    .onConflictDoUpdate({
      target: shard.id,
      set: {
        state: "pending",
        work: sql`excluded.work`,
        priority: sql`excluded.priority`,
        notBefore: ctx.clock.now(),
        progressDone: 0,
        leaseGeneration: sql`${shard.leaseGeneration} + 1`,
        runnerId: null,
        leaseExpiresAt: null,
        losses: 0,
        failureCode: null,
        failureMessage: null,
        doneAt: null,
      },
      setWhere: inArray(shard.state, ["done", "cancelled"]),
    })
    .returning({ id: shard.id });
  return opened.length;
}

function rowOf(ctx: Ctx, item: NewShard) {
  const at = ctx.clock.now();
  return {
    id: deterministicId("shard", item.submissionId, item.workKey),
    submissionId: item.submissionId,
    runId: item.runId,
    kind: item.work.kind,
    state: "pending" as const,
    priority: item.priority,
    work: item.work,
    workKey: item.workKey,
    notBefore: at,
    progressTotal: item.total,
    createdAt: at,
  };
}

/** A short name of a list of work, for work keys. */
export function workDigest(work: unknown): string {
  return createHash("sha256").update(JSON.stringify(work)).digest("hex").slice(0, 16);
}

/** Older submissions first; within one, `rank` (0 to 99,999). */
export function priorityOf(submittedAt: Date, rank: number): number {
  return Math.floor(submittedAt.getTime() / 1000) * 100_000 + Math.min(99_999, rank);
}
