import { createInterface } from "node:readline";
import { eq } from "drizzle-orm";
import { z } from "zod";
import { run } from "@/db/schema";
import { scoreRun } from "@/server/domain/metric";
import { moveRun } from "@/server/domain/plan";
import { withLocalContext } from "../../local-context";

/**
 * One of the processes of `seed:large` that score: reads `{"runId","startedAt","publishedAt"}` a line, computes matrix and scores
 * of the run and publishes it. Boards are written once, when all runs are.
 */
const lineSchema = z.object({ runId: z.string(), startedAt: z.coerce.date(), publishedAt: z.coerce.date() });

await withLocalContext(async (local) => {
  for await (const line of createInterface({ input: process.stdin })) {
    const { runId, startedAt, publishedAt: at } = lineSchema.parse(JSON.parse(line));
    const ctx = { ...local, clock: { now: () => at } };
    await ctx.db.update(run).set({ startedAt }).where(eq(run.id, runId));
    await moveRun(ctx.db, { runId, to: "scoring", at });
    await scoreRun(ctx, runId);
    await moveRun(ctx.db, { runId, to: "published", at });
  }
});
