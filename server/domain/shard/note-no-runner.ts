import { and, eq, gt, isNull, or, sql } from "drizzle-orm";
import { LEASE } from "@/contracts/runner";
import { endpoint, runner, shard, submission } from "@/db/schema";
import type { Ctx } from "../ctx";
import { moveSubmission, type StateReason } from "../submission";
import { missingSandbox } from "./missing-sandbox";

/** Whether some runner asked for work within the last ten seconds or holds a live lease. */
export async function isRunnerConnected(ctx: Ctx): Promise<boolean> {
  const at = ctx.clock.now();
  const asked = await ctx.db.$count(
    runner,
    and(isNull(runner.stoppedReason), gt(runner.lastSeenAt, new Date(at.getTime() - LEASE.noRunnerAfterMs))),
  );
  if (asked > 0) return true;
  return (await ctx.db.$count(shard, and(eq(shard.state, "leased"), gt(shard.leaseExpiresAt, at)))) > 0;
}

/** Tells a submitter that work waits because no runner is connected, or none with its engine or sandbox. Returns whether that is so. */
export async function noteNoRunner(ctx: Ctx, submissionId: string): Promise<boolean> {
  const pending = await ctx.db.$count(
    shard,
    and(eq(shard.submissionId, submissionId), eq(shard.state, "pending")),
  );
  if (pending === 0) return false;
  const reason = (await isRunnerConnected(ctx)) ? await missingPart(ctx, submissionId) : NO_RUNNER;
  if (reason === null) return false;
  const at = ctx.clock.now();
  const moved = await moveSubmission(ctx.db, { submissionId, to: "waiting", at, reason });
  if (moved) return true;
  // While it is being checked it stays `checking`; only the reason is told.
  await ctx.db
    .update(submission)
    .set({
      reasonCode: reason.code,
      reasonMessage: reason.message,
      reasonHint: reason.hint,
      reasonRetry: reason.retry,
      heartbeatAt: at,
      updatedAt: sql`${submission.updatedAt}`,
    })
    .where(
      and(
        eq(submission.id, submissionId),
        or(eq(submission.state, "checking"), eq(submission.state, "waiting")),
      ),
    );
  return true;
}

/** Why a submission waits although runners are connected; null where one of them can do it. */
async function missingPart(ctx: Ctx, submissionId: string): Promise<StateReason | null> {
  const since = new Date(ctx.clock.now().getTime() - ENGINE_KNOWN_MS);
  return (await missingEngine(ctx, submissionId, since)) ?? missingSandbox(ctx, submissionId, since);
}

async function missingEngine(ctx: Ctx, submissionId: string, since: Date): Promise<StateReason | null> {
  const [place] = await ctx.db
    .select({ engine: endpoint.engine, model: endpoint.servedName })
    .from(submission)
    .innerJoin(endpoint, eq(endpoint.id, submission.endpointId))
    .where(eq(submission.id, submissionId));
  if (place === undefined || place.engine === null) return null;
  const runners = await ctx.db
    .select({ engines: runner.engines })
    .from(runner)
    .where(and(isNull(runner.stoppedReason), eq(runner.trusted, true), gt(runner.lastSeenAt, since)));
  const offered = runners
    .flatMap(({ engines }) => engines)
    .filter(({ name }) => name === place.engine)
    .some(({ models }) => models.length === 0 || models.includes(place.model));
  if (offered) return null;
  return {
    code: "no_engine",
    message: `No connected runner offers the engine ${place.engine} with the model ${place.model}.`,
    hint: "Check the names, or start a trusted runner that has them; the submission goes on by itself.",
    retry: "later",
  };
}

/** A runner with all its leases taken asks for none for a while; it is known by its engines for this long. */
const ENGINE_KNOWN_MS = 120_000;

const NO_RUNNER: StateReason = {
  code: "no_runner",
  message: "No runner is connected.",
  hint: "Start one with `plumbline runner`; the submission goes on by itself.",
  retry: "later",
};
