import { and, eq, gt } from "drizzle-orm";
import type { z } from "zod";
import { CONTEST_LIMITS, type contestInputSchema, type contestReceiptSchema } from "@/contracts/contest";
import { PlumblineError } from "@/contracts/errors";
import { verdict, verdictContest } from "@/db/schema";
import { recordAudit, requireScope } from "../account";
import type { Ctx } from "../ctx";
import { visibleRun } from "./visible-run";

const DAY_MS = 24 * 3_600_000;

/**
 * Records that somebody holds a verdict to be wrong. Signed-in people and keys with the scope `submit`, for samples that they may see;
 * once for each sample and account, 50 a day. No score changes by it.
 */
export async function contestVerdict(
  ctx: Ctx,
  input: z.output<typeof contestInputSchema>,
): Promise<z.infer<typeof contestReceiptSchema>> {
  const { accountId } = requireScope(ctx, "submit");
  const found = await visibleRun(ctx, input.id);
  const place = {
    runId: found.run.sourceRunId ?? found.run.id,
    problemId: input.problem,
    sampleIndex: input.sample,
  };
  const [judged] = await ctx.db
    .select({ outcome: verdict.outcome })
    .from(verdict)
    .where(
      and(
        eq(verdict.runId, place.runId),
        eq(verdict.verifierKey, found.run.verifierKey),
        eq(verdict.problemId, place.problemId),
        eq(verdict.sampleIndex, place.sampleIndex),
      ),
    );
  if (judged === undefined) {
    throw new PlumblineError("not_found", "There is no verdict on such a sample.", {
      hint: `List the samples with GET /api/v1/runs/${found.run.id}/samples.`,
    });
  }
  if ((judged.outcome === "correct") === (input.shouldBe === "correct")) {
    throw new PlumblineError("conflict", `The verdict is ${judged.outcome} already.`, {
      hint: "Contest it with the other outcome, or leave it.",
    });
  }
  await checkDaily(ctx, accountId);
  const contestId = ctx.ids.create("contest");
  await ctx.db.transaction(async (tx) => {
    const added = await tx
      .insert(verdictContest)
      .values({
        ...place,
        id: contestId,
        verifierKey: found.run.verifierKey,
        outcome: judged.outcome,
        shouldBe: input.shouldBe,
        reason: input.reason,
        accountId,
        createdAt: ctx.clock.now(),
      })
      .onConflictDoNothing()
      .returning({ id: verdictContest.id });
    if (added.length === 0) {
      throw new PlumblineError("conflict", "You have contested this verdict before.", {
        hint: "The operator sees it; nothing more is needed.",
      });
    }
    await recordAudit(ctx, tx, { action: "verdict.contest", subject: contestId, detail: place });
  });
  return { contestId };
}

async function checkDaily(ctx: Ctx, accountId: string): Promise<void> {
  const since = new Date(ctx.clock.now().getTime() - DAY_MS);
  const used = await ctx.db.$count(
    verdictContest,
    and(eq(verdictContest.accountId, accountId), gt(verdictContest.createdAt, since)),
  );
  if (used < CONTEST_LIMITS.perAccountAndDay) return;
  throw new PlumblineError(
    "quota_exceeded",
    `You have contested ${used} verdicts in the last 24 hours; ${CONTEST_LIMITS.perAccountAndDay} are allowed.`,
    { hint: "Go on tomorrow.", retryAfterSeconds: DAY_MS / 1000 },
  );
}
