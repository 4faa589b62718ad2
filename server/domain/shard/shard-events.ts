import { and, eq, inArray } from "drizzle-orm";
import { workflowEventSchema } from "@/contracts/events";
import type { Db } from "@/db/client";
import { shard } from "@/db/schema";
import type { Ctx } from "../ctx";
import type { LeasedShard } from "./claim-shards";

/** Tells the workflow that a check is over or that a stage of a run has no open shard left. Missed events are found by re-checking. */
export async function sendShardEvents(ctx: Ctx, closed: LeasedShard): Promise<void> {
  const { submissionId, runId, kind } = closed;
  const once = `${closed.id}:${closed.leaseGeneration}`;
  if (runId === null) {
    if (kind !== "probe" && kind !== "ingest") return;
    await ctx.workflow.send([
      workflowEventSchema.parse({
        name: "submission/shard.finished",
        id: `submission/shard.finished:${once}`,
        data: { submissionId, kind },
      }),
    ]);
    return;
  }
  const stage = kind === "verify" ? "verify" : "generate";
  if ((await openShards(ctx.db, runId, stage)) > 0) return;
  await ctx.workflow.send([
    workflowEventSchema.parse({
      name: "run/shards.finished",
      id: `run/shards.finished:${stage}:${once}`,
      data: { runId, submissionId, stage },
    }),
  ]);
}

/** Shards of a stage that are not done, failed or cancelled. Reading an upload and assessing belong to the stage `generate`. */
export async function openShards(db: Db, runId: string, stage: "generate" | "verify"): Promise<number> {
  const kinds = stage === "verify" ? (["verify"] as const) : (["generate", "ingest", "assess"] as const);
  return db.$count(
    shard,
    and(eq(shard.runId, runId), inArray(shard.kind, [...kinds]), inArray(shard.state, ["pending", "leased"])),
  );
}

/** The first shard of a run that failed for good, if any. */
export async function failedShard(
  ctx: Ctx,
  runId: string,
  kinds: readonly ("generate" | "ingest" | "assess")[],
) {
  const [row] = await ctx.db
    .select({ code: shard.failureCode, message: shard.failureMessage })
    .from(shard)
    .where(and(eq(shard.runId, runId), inArray(shard.kind, [...kinds]), eq(shard.state, "failed")))
    .limit(1);
  return row ?? null;
}
