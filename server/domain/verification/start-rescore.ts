import { eq } from "drizzle-orm";
import { PlumblineError } from "@/contracts/errors";
import { workflowEventSchema } from "@/contracts/events";
import { rescore, rescoreRun } from "@/db/schema";
import { VERIFIER_VERSION } from "@/verify";
import { recordAudit, requireAdmin } from "../account";
import type { Ctx } from "../ctx";
import { type DueRun, rescoreDue } from "./rescore-due";

export type StartedRescore = { rescoreId: string; runs: number; samples: number };

/**
 * Starts judging all stored samples anew that another version of the verifier judged; nothing is generated. Administrators only. One
 * that is under way is answered instead of a second one; `conflict` where every run is judged by this version.
 */
export async function startRescore(ctx: Ctx): Promise<StartedRescore> {
  requireAdmin(ctx);
  const started = await begin(ctx, (due) => due);
  if (started !== null) return started;
  throw new PlumblineError(
    "conflict",
    `Every run is judged by version ${VERIFIER_VERSION} of the verifier, or by a sandbox that is not behind the connected ones.`,
    { hint: "There is nothing to do until the software or a sandbox brings another version." },
  );
}

/**
 * Starts by itself what an upgrade has made due: each run once for each key, so that one whose judging failed waits for an
 * administrator. Null where nothing is, where one is under way, or where the operator wants to be asked.
 */
export async function startDueRescore(ctx: Ctx): Promise<StartedRescore | null> {
  if (ctx.settings.rescores === "manual") return null;
  if ((await ctx.db.$count(rescore, eq(rescore.state, "running"))) > 0) return null;
  const tried = await ctx.db
    .select({ runId: rescoreRun.runId, toKey: rescoreRun.toKey })
    .from(rescoreRun)
    .where(eq(rescoreRun.state, "failed"));
  const known = new Set(tried.map(({ runId, toKey }) => `${runId} ${toKey}`));
  return begin(ctx, (due) => due.filter(({ runId, toKey }) => !known.has(`${runId} ${toKey}`)));
}

async function begin(
  ctx: Ctx,
  choose: (due: readonly DueRun[]) => readonly DueRun[],
): Promise<StartedRescore | null> {
  const started = await ctx.db.transaction(async (tx) => {
    const [running] = await tx.select().from(rescore).where(eq(rescore.state, "running")).for("update");
    if (running !== undefined) {
      const rows = await tx.select().from(rescoreRun).where(eq(rescoreRun.rescoreId, running.id));
      return {
        rescoreId: running.id,
        runs: rows.length,
        samples: rows.reduce((sum, row) => sum + row.samples, 0),
      };
    }
    const due = choose(await rescoreDue({ ...ctx, db: tx }));
    if (due.length === 0) return null;
    const rescoreId = ctx.ids.create("rescore");
    const startedAt = ctx.clock.now();
    await tx
      .insert(rescore)
      .values({ id: rescoreId, verifierVersion: VERIFIER_VERSION, state: "running", startedAt });
    for (let from = 0; from < due.length; from += 500) {
      const rows = due
        .slice(from, from + 500)
        .map((item) => ({ ...item, rescoreId, state: "waiting" as const }));
      await tx.insert(rescoreRun).values(rows);
    }
    await recordAudit(ctx, tx, {
      action: "verifier.rescore",
      subject: rescoreId,
      detail: { runs: due.length },
    });
    return { rescoreId, runs: due.length, samples: due.reduce((sum, item) => sum + item.samples, 0) };
  });
  if (started !== null) await requestRescore(ctx, started.rescoreId, "first");
  return started;
}

/** Tells the workflow of a re-score; again with another `round` where it may have lost it. */
export async function requestRescore(ctx: Ctx, rescoreId: string, round: string): Promise<void> {
  await ctx.workflow.send([
    workflowEventSchema.parse({
      name: "verifier/rescore.requested",
      id: `verifier/rescore.requested:${rescoreId}:${round}`,
      data: { rescoreId },
    }),
  ]);
}
