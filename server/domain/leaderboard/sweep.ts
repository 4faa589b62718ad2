import { and, eq, exists, inArray, isNotNull, lt, lte, notExists, or } from "drizzle-orm";
import { workflowEventSchema } from "@/contracts/events";
import { endpoint, rescore, run, shard, submission } from "@/db/schema";
import type { Ctx } from "../ctx";
import {
  announceShards,
  forgetLostLeases,
  isGivenUp,
  isRunnerConnected,
  noteNoRunner,
  reclaimExpired,
} from "../shard";
import { announceSubmission, expireUploads, forgetUploads, moveSubmission } from "../submission";
import { adoptVerifier, requestRescore, startDueRescore } from "../verification";
import { failRun, settleSubmission } from "./settle-submission";

/** Work for the workflow engine that did not move for this long is sent again. */
const WAKE_AFTER_MS = 30_000;
const STUCK_AFTER_MS = 5 * 60_000;
/** Nothing has been begun for it, so sending it again costs nothing: its event met no workflow engine. */
const UNHEARD_AFTER_MS = 30_000;
const HOUR_MS = 3_600_000;
const LEASES_PER_SWEEP = 500;
const WORKING = ["queued", "running", "waiting", "scoring"] as const;

export type Swept = { reclaimed: number; givenUp: number; woken: number; resent: number; undecided: number };

/**
 * The reconciling sweep, once a minute: lost leases come back, endpoints that failed for a day are given up, decisions past their
 * deadline withdraw, unfinished uploads expire, files past the operator's days go, what waits for a former verifier is turned to the
 * one in use, and whatever waits for the workflow engine is sent to it again. Everything it does may be done twice.
 */
export async function sweep(ctx: Ctx): Promise<Swept> {
  const reclaimed = await reclaimExpired(ctx, LEASES_PER_SWEEP);
  await adoptVerifier(ctx);
  const givenUp = await giveUpEndpoints(ctx);
  const undecided = await withdrawUndecided(ctx);
  await noteWaiting(ctx);
  const woken = (await wakeChecks(ctx)) + (await wakeRuns(ctx));
  const resent = await resendStuck(ctx);
  await expireUploads(ctx);
  await forgetUploads(ctx);
  await forgetLostLeases(ctx);
  await resendRescore(ctx);
  await startDueRescore(ctx);
  await announceShards(ctx);
  return { reclaimed, givenUp, woken, resent, undecided };
}

async function giveUpEndpoints(ctx: Ctx): Promise<number> {
  const at = ctx.clock.now();
  const failing = await ctx.db
    .select({ runId: run.id, endpoint })
    .from(endpoint)
    .innerJoin(run, eq(run.endpointId, endpoint.id))
    .where(and(isNotNull(endpoint.failingSince), inArray(run.state, ["planned", "running", "waiting"])));
  const dead = failing.filter((row) => isGivenUp(row.endpoint, at));
  for (const { runId, endpoint: place } of dead) {
    await failRun(ctx, {
      runId,
      reason: `the endpoint did not answer for 24 hours (${place.lastError ?? "no answer"})`,
    });
  }
  return dead.length;
}

async function withdrawUndecided(ctx: Ctx): Promise<number> {
  const at = ctx.clock.now();
  const late = await ctx.db
    .select({ id: submission.id })
    .from(submission)
    .where(and(eq(submission.state, "needs_decision"), lte(submission.decisionDeadline, at)));
  for (const { id } of late) {
    await moveSubmission(ctx.db, { submissionId: id, to: "withdrawn", at });
    await announceSubmission(ctx, id);
  }
  return late.length;
}

/** What waits for a runner or an endpoint is noticed: it keeps its heartbeat and says what it waits for. */
async function noteWaiting(ctx: Ctx): Promise<void> {
  const rows = await ctx.db
    .select({ id: submission.id })
    .from(submission)
    .where(and(inArray(submission.state, ["checking", ...WORKING]), hasOpenShard(ctx)));
  const connected = await isRunnerConnected(ctx);
  for (const { id } of rows) {
    if (!connected && (await noteNoRunner(ctx, id))) continue;
    await ctx.db.update(submission).set({ heartbeatAt: ctx.clock.now() }).where(eq(submission.id, id));
  }
}

function hasOpenShard(ctx: Ctx) {
  return exists(openShardsOf(ctx));
}

function openShardsOf(ctx: Ctx) {
  return ctx.db
    .select({ id: shard.id })
    .from(shard)
    .where(and(eq(shard.submissionId, submission.id), inArray(shard.state, ["pending", "leased"])));
}

/** Checks that are through although their function may have missed the event. */
async function wakeChecks(ctx: Ctx): Promise<number> {
  const at = ctx.clock.now();
  const rows = await ctx.db
    .select({ id: submission.id, kind: submission.kind })
    .from(submission)
    .where(
      and(
        eq(submission.state, "checking"),
        lt(submission.heartbeatAt, new Date(at.getTime() - WAKE_AFTER_MS)),
        notExists(openShardsOf(ctx)),
      ),
    );
  const minute = Math.floor(at.getTime() / 60_000);
  const events = rows.map(({ id, kind }) =>
    workflowEventSchema.parse({
      name: "submission/shard.finished",
      id: `submission/shard.finished:${id}:sweep-${minute}`,
      data: { submissionId: id, kind: kind === "traces" ? "ingest" : "probe" },
    }),
  );
  await ctx.workflow.send(events);
  return rows.length;
}

/** Runs whose shards are through although their function may have missed the event. */
async function wakeRuns(ctx: Ctx): Promise<number> {
  const at = ctx.clock.now();
  const rows = await ctx.db
    .select({ runId: run.id, submissionId: submission.id })
    .from(run)
    .innerJoin(submission, eq(submission.id, run.submissionId))
    .where(
      and(
        inArray(run.state, ["running", "waiting"]),
        inArray(submission.state, [...WORKING]),
        lt(submission.heartbeatAt, new Date(at.getTime() - WAKE_AFTER_MS)),
        notExists(
          ctx.db
            .select({ id: shard.id })
            .from(shard)
            .where(and(eq(shard.runId, run.id), inArray(shard.state, ["pending", "leased"]))),
        ),
      ),
    );
  const minute = Math.floor(at.getTime() / 60_000);
  const events = rows.flatMap(({ runId, submissionId }) =>
    (["generate", "verify"] as const).map((stage) =>
      workflowEventSchema.parse({
        name: "run/shards.finished",
        id: `run/shards.finished:${runId}:${stage}:sweep-${minute}`,
        data: { runId, submissionId, stage },
      }),
    ),
  );
  await ctx.workflow.send(events);
  return rows.length;
}

/**
 * Submissions without a heartbeat for five minutes, or for half a minute where nothing has begun: nothing of them is open, so it
 * is the workflow's turn; it is told again.
 */
async function resendStuck(ctx: Ctx): Promise<number> {
  const at = ctx.clock.now();
  const silentFor = (ms: number) => lt(submission.heartbeatAt, new Date(at.getTime() - ms));
  const stuck = await ctx.db
    .select()
    .from(submission)
    .where(
      and(
        or(
          and(inArray(submission.state, ["checking", ...WORKING]), silentFor(STUCK_AFTER_MS)),
          and(eq(submission.state, "staged"), silentFor(UNHEARD_AFTER_MS)),
          and(eq(submission.state, "received"), eq(submission.kind, "endpoint"), silentFor(UNHEARD_AFTER_MS)),
          and(
            eq(submission.state, "needs_decision"),
            isNotNull(submission.decision),
            silentFor(STUCK_AFTER_MS),
          ),
        ),
        notExists(openShardsOf(ctx)),
      ),
    );
  const round = Math.floor(at.getTime() / UNHEARD_AFTER_MS);
  for (const row of stuck) {
    const runs = await ctx.db
      .select({ id: run.id, source: run.sourceRunId, state: run.state })
      .from(run)
      .where(eq(run.submissionId, row.id));
    if (runs.length > 0 && (await settleSubmission(ctx, row.id))) continue;
    const published = new Set(runs.filter(({ state }) => state === "published").map(({ id }) => id));
    const due = runs.filter(
      ({ state, source }) =>
        ["planned", "running", "waiting", "scoring"].includes(state) &&
        (source === null || published.has(source)),
    );
    const names = due.map(({ id }) => ({
      name: "run/planned",
      id: `run/planned:${id}:again-${round}`,
      data: { runId: id, submissionId: row.id },
    }));
    const received = {
      name: "submission/received",
      id: `submission/received:${row.id}:again-${round}`,
      data: { submissionId: row.id },
    };
    const events = names.length > 0 ? names : [received];
    await ctx.workflow.send(events.map((event) => workflowEventSchema.parse(event)));
    await ctx.db.update(submission).set({ heartbeatAt: at }).where(eq(submission.id, row.id));
    ctx.log.warn(
      { submissionId: row.id, state: row.state },
      "A submission stood still and was sent to the workflow again.",
    );
  }
  return stuck.length;
}

/** A re-score under way is sent to the workflow again once an hour: a second function that looks at it changes nothing twice. */
async function resendRescore(ctx: Ctx): Promise<void> {
  const hour = Math.floor(ctx.clock.now().getTime() / HOUR_MS);
  const running = await ctx.db.select().from(rescore).where(eq(rescore.state, "running"));
  for (const { id, startedAt } of running) {
    if (Math.floor(startedAt.getTime() / HOUR_MS) < hour) await requestRescore(ctx, id, `hour-${hour}`);
  }
}
