import { eq } from "drizzle-orm";
import { benchmark, benchmarkVersion, model, run } from "@/db/schema";
import type { Ctx } from "../ctx";
import { maySeeRun, runNotFound } from "./visibility";

export type VisibleRun = {
  run: typeof run.$inferSelect;
  model: typeof model.$inferSelect;
  benchmark: typeof benchmark.$inferSelect;
  version: typeof benchmarkVersion.$inferSelect;
};

/** A run that the caller may see; `not_found` otherwise. */
export async function visibleRun(ctx: Ctx, runId: string): Promise<VisibleRun> {
  const [found] = await ctx.db
    .select({ run, model, benchmark, version: benchmarkVersion })
    .from(run)
    .innerJoin(model, eq(model.id, run.modelId))
    .innerJoin(benchmarkVersion, eq(benchmarkVersion.id, run.benchmarkVersionId))
    .innerJoin(benchmark, eq(benchmark.id, benchmarkVersion.benchmarkId))
    .where(eq(run.id, runId));
  if (found === undefined || !maySeeRun(ctx, found.run)) throw runNotFound(runId);
  return found;
}
