import { eq, inArray, sql } from "drizzle-orm";
import {
  type HeartbeatRequest,
  type HeartbeatResponse,
  heartbeatResponseSchema,
  LEASE,
} from "@/contracts/runner";
import { runner, shard, submission } from "@/db/schema";
import type { Ctx } from "../ctx";
import { runnerKeyOf } from "./register-runner";

/** Renews the caller's leases for another minute and says which are lost (expired and taken, cancelled, or never its own). */
export async function heartbeatShards(ctx: Ctx, request: HeartbeatRequest): Promise<HeartbeatResponse> {
  const apiKeyId = runnerKeyOf(ctx);
  if (request.leases.length === 0) return { renewed: [], lost: [] };
  const at = ctx.clock.now();
  const asked = new Map(request.leases.map((lease) => [lease.shardId as string, lease.leaseGeneration]));
  const held = await ctx.db
    .select({
      id: shard.id,
      generation: shard.leaseGeneration,
      state: shard.state,
      submissionId: shard.submissionId,
      submissionState: submission.state,
      runnerId: shard.runnerId,
    })
    .from(shard)
    .innerJoin(runner, eq(runner.id, shard.runnerId))
    .innerJoin(submission, eq(submission.id, shard.submissionId))
    .where(
      sql`${inArray(shard.id, [...asked.keys()])} and ${runner.apiKeyId} = ${apiKeyId} and ${runner.stoppedReason} is null`,
    );
  const live = held.filter(
    (row) =>
      row.state === "leased" &&
      row.generation === asked.get(row.id) &&
      !["failed", "cancelled", "withdrawn"].includes(row.submissionState),
  );
  const renewed: string[] = [];
  for (const row of live) {
    const updated = await ctx.db
      .update(shard)
      .set({ leaseExpiresAt: new Date(at.getTime() + LEASE.leaseMs) })
      .where(
        sql`${shard.id} = ${row.id} and ${shard.leaseGeneration} = ${row.generation} and ${shard.state} = 'leased'`,
      )
      .returning({ id: shard.id });
    if (updated.length > 0) renewed.push(row.id);
  }
  const runnerIds = [...new Set(live.flatMap((row) => (row.runnerId === null ? [] : [row.runnerId])))];
  if (runnerIds.length > 0)
    await ctx.db.update(runner).set({ lastSeenAt: at }).where(inArray(runner.id, runnerIds));
  const submissionIds = [...new Set(live.map((row) => row.submissionId))];
  if (submissionIds.length > 0) {
    await ctx.db.update(submission).set({ heartbeatAt: at }).where(inArray(submission.id, submissionIds));
  }
  const kept = new Set(renewed);
  return heartbeatResponseSchema.parse({
    renewed,
    lost: [...asked.keys()].filter((id) => !kept.has(id)),
  });
}
