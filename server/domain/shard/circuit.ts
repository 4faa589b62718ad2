import { and, eq, inArray } from "drizzle-orm";
import { endpoint, run } from "@/db/schema";
import type { Ctx } from "../ctx";
import { moveRun } from "../plan";
import { moveSubmission } from "../submission";
import { afterFailure, type Circuit, FAILURES_TO_OPEN } from "./circuit-rules";

export type EndpointNews = {
  runId: string | null;
  /** In the order in which they happened: true for an answer, false for a failed transport. */
  results: readonly boolean[];
  /** The runner itself gave the endpoint up for now: the circuit opens whatever was counted before. */
  opens?: boolean;
  retryAfterMs: number;
  message: string;
};

const CLOSED: Circuit = { failures: 0, failingSince: null, nextTryAt: null };

/**
 * Notes whether calls to a run's endpoint came through. At five failures in a row the endpoint is left alone until its next
 * try and the run waits; one answer closes the circuit. Returns until when the endpoint is left alone, or null.
 */
export async function noteEndpoint(ctx: Ctx, news: EndpointNews): Promise<Date | null> {
  if (news.runId === null || (news.results.length === 0 && news.opens !== true)) return null;
  const runId = news.runId;
  const at = ctx.clock.now();
  return ctx.db.transaction(async (tx) => {
    const [found] = await tx
      .select({ endpoint, submissionId: run.submissionId })
      .from(run)
      .innerJoin(endpoint, eq(endpoint.id, run.endpointId))
      .where(eq(run.id, runId))
      .for("update", { of: endpoint });
    if (found === undefined) return null;
    const before: Circuit = found.endpoint;
    let after = before;
    for (const result of news.results) after = result ? CLOSED : afterFailure(after, at, news.retryAfterMs);
    if (news.opens === true) {
      const failures = Math.max(after.failures, FAILURES_TO_OPEN - 1);
      after = afterFailure({ ...after, failures }, at, news.retryAfterMs);
    }
    if (after === before || (after.failures === 0 && before.failures === 0)) return null;
    await tx
      .update(endpoint)
      .set({
        failures: after.failures,
        failingSince: after.failingSince,
        nextTryAt: after.nextTryAt,
        lastError: after.failures === 0 ? null : news.message.slice(0, 500),
      })
      .where(eq(endpoint.id, found.endpoint.id));
    if (after.nextTryAt === null) return null;
    const waiting = await tx
      .select({ id: run.id, submissionId: run.submissionId })
      .from(run)
      .where(
        and(eq(run.endpointId, found.endpoint.id), inArray(run.state, ["planned", "running", "waiting"])),
      );
    for (const { id } of waiting) {
      await moveRun(tx, { runId: id, to: "waiting", at, reason: "waiting for endpoint" });
    }
    for (const submissionId of new Set(waiting.map((row) => row.submissionId))) {
      await moveSubmission(tx, {
        submissionId,
        to: "waiting",
        at,
        nextTryAt: after.nextTryAt,
        reason: WAITING,
      });
    }
    return after.nextTryAt;
  });
}

const WAITING = {
  code: "endpoint_unreachable",
  message: "Waiting for the endpoint: its last calls failed.",
  hint: "Bring the endpoint back; the run goes on by itself and is given up after 24 hours.",
  retry: "later" as const,
};
