import { and, eq } from "drizzle-orm";
import { assessmentsPerSample } from "@/catalog/methods/assessments-per-sample";
import { workflowEventSchema } from "@/contracts/events";
import type { RunState } from "@/contracts/states";
import { run } from "@/db/schema";
import type { Ctx } from "../ctx";
import { scoreRun } from "../metric";
import { moveRun } from "../plan";
import { enqueueAssess, enqueueGenerate, enqueueIngest, failedShard, openShards } from "../shard";
import { announceSubmission, moveSubmission } from "../submission";
import { planVerification } from "../verification";
import { publishRun } from "./publish-run";
import { failRun, settleSubmission } from "./settle-submission";

export type Stage = "generate" | "verify";
/** `open`: shards are under way; `done`: nothing of the stage is; `ended`: the run is over, with or without a result. */
export type StageState = "open" | "done" | "ended";

const ENDED: readonly RunState[] = ["failed", "cancelled", "withdrawn"];

/**
 * Enqueues what a stage of a run still needs and says where it stands. Where nothing is open the event of its end is sent, so that a
 * function that waits for it beside this step wakes at once; `round` makes that event's id.
 */
export async function advanceStage(
  ctx: Ctx,
  input: { runId: string; stage: Stage; round: number },
): Promise<StageState> {
  const [row] = await ctx.db.select().from(run).where(eq(run.id, input.runId));
  const state = row === undefined ? "ended" : await stageState(ctx, row, input.stage);
  if (state !== "open" && row !== undefined) {
    await ctx.workflow.send([
      workflowEventSchema.parse({
        name: "run/shards.finished",
        id: `run/shards.finished:${row.id}:${input.stage}:round-${input.round}:${state}`,
        data: { runId: row.id, submissionId: row.submissionId, stage: input.stage },
      }),
    ]);
  }
  return state;
}

async function stageState(ctx: Ctx, row: typeof run.$inferSelect, stage: Stage): Promise<StageState> {
  if (ENDED.includes(row.state)) return "ended";
  if (row.state === "published" || row.state === "scoring") return "done";
  if (row.kind === "reduced" && (stage === "verify" || assessmentsPerSample(row) === 0)) return "done";
  if (stage === "generate") {
    const failed = await failedShard(ctx, row.id, ["generate", "ingest", "assess"]);
    if (failed !== null) {
      await failRun(ctx, { runId: row.id, reason: failed.message ?? failed.code ?? "its work failed" });
      return "ended";
    }
    if (row.kind === "imported") await enqueueIngest(ctx, row.id);
    else if (row.kind === "reduced") await enqueueAssess(ctx, row.id);
    else await enqueueGenerate(ctx, row.id);
  } else {
    const { open } = await planVerification(ctx, row.id, { final: true, closes: true });
    return open > 0 ? "open" : "done";
  }
  return (await openShards(ctx.db, row.id, stage)) > 0 ? "open" : "done";
}

/** Scores a run from what is stored of it. Returns false where it is over without a result. */
export async function scoreStage(ctx: Ctx, runId: string): Promise<boolean> {
  const at = ctx.clock.now();
  const [row] = await ctx.db.select().from(run).where(eq(run.id, runId));
  if (row === undefined || ENDED.includes(row.state)) return false;
  if (row.state !== "published" && !(await moveRun(ctx.db, { runId, to: "scoring", at }))) return false;
  await scoreRun(ctx, runId);
  return true;
}

/** Publishes a scored run and settles its submission. Returns the runs reduced from it, whose turn it is now. */
export async function publishStage(ctx: Ctx, runId: string): Promise<{ reducedRunIds: string[] }> {
  await publishRun(ctx, runId);
  const [row] = await ctx.db.select().from(run).where(eq(run.id, runId));
  const reduced = await ctx.db
    .select()
    .from(run)
    .where(and(eq(run.sourceRunId, runId), eq(run.submissionId, row?.submissionId ?? "")));
  const waiting = reduced.filter(({ state }) => state !== "published" && !ENDED.includes(state));
  const settled = row === undefined || (await settleSubmission(ctx, row.submissionId));
  // Where samples are assessed next the submission goes on running.
  const scores = waiting.length > 0 && waiting.every((one) => assessmentsPerSample(one) === 0);
  if (row !== undefined && !settled && scores) {
    await moveSubmission(ctx.db, { submissionId: row.submissionId, to: "scoring", at: ctx.clock.now() });
    await announceSubmission(ctx, row.submissionId);
  }
  return { reducedRunIds: waiting.map(({ id }) => id) };
}
