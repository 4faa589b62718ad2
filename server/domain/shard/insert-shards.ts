import { createHash } from "node:crypto";
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
  const at = ctx.clock.now();
  const inserted = await db
    .insert(shard)
    .values(
      shards.map((item) => ({
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
      })),
    )
    .onConflictDoNothing()
    .returning({ id: shard.id });
  return inserted.length;
}

/** A short name of a list of work, for work keys. */
export function workDigest(work: unknown): string {
  return createHash("sha256").update(JSON.stringify(work)).digest("hex").slice(0, 16);
}

/** Older submissions first; within one, `rank` (0 to 99,999). */
export function priorityOf(submittedAt: Date, rank: number): number {
  return Math.floor(submittedAt.getTime() / 1000) * 100_000 + Math.min(99_999, rank);
}
