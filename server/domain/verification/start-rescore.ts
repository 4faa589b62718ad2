import { eq } from "drizzle-orm";
import { PlumblineError } from "@/contracts/errors";
import { workflowEventSchema } from "@/contracts/events";
import { rescore, rescoreRun } from "@/db/schema";
import { VERIFIER_VERSION } from "@/verify";
import { recordAudit, requireAdmin } from "../account";
import type { Ctx } from "../ctx";
import { rescoreDue } from "./rescore-due";

export type StartedRescore = { rescoreId: string; runs: number; samples: number };

/**
 * Starts judging all stored samples anew that another version of the verifier judged; nothing is generated. Administrators only. One
 * that is under way is answered instead of a second one; `conflict` where every run is judged by this version.
 */
export async function startRescore(ctx: Ctx): Promise<StartedRescore> {
  requireAdmin(ctx);
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
    const due = await rescoreDue({ ...ctx, db: tx });
    if (due.length === 0) {
      throw new PlumblineError(
        "conflict",
        `Every run is judged by version ${VERIFIER_VERSION} of the verifier.`,
        {
          hint: "There is nothing to do until the software brings another version.",
        },
      );
    }
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
  await requestRescore(ctx, started.rescoreId, "first");
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
