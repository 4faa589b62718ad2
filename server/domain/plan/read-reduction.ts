import { and, eq, isNull } from "drizzle-orm";
import { storedReductionSchema } from "@/contracts/submission";
import { model, run, sample } from "@/db/schema";
import type { Ctx } from "../ctx";
import type { PlanRequest } from "./draft-runs";
import { methodCardOf, parseParams } from "./method-cards";
import { storedAssessors } from "./stored-assessors";

/** A finished run that is reduced again: its model, its samples, and who assesses or has assessed them. */
export async function readReduction(
  ctx: Ctx,
  base: Pick<PlanRequest, "submission" | "model" | "endpoint" | "settings">,
): Promise<PlanRequest & { named: { benchmark?: string; suite?: string } }> {
  const input = storedReductionSchema.parse(base.submission.input);
  const [source] = await ctx.db
    .select({ run, model })
    .from(run)
    .innerJoin(model, eq(model.id, run.modelId))
    .where(eq(run.id, input.sourceRunId));
  if (source === undefined) throw new Error(`run ${input.sourceRunId} is missing`);
  const card = methodCardOf(input.method);
  const params = parseParams(card, input.params);
  const unscored = await ctx.db.$count(sample, and(eq(sample.runId, source.run.id), isNull(sample.score)));
  const assessors = await storedAssessors(ctx, { runId: source.run.id, teamId: base.submission.teamId });
  const wanted = params.assessor;
  return {
    ...base,
    model: source.model,
    card,
    params,
    samples: source.run.samplesPerProblem,
    totalSamples: null,
    scoredUpload: false,
    overrides: input.sampling,
    concurrency: input.concurrency,
    stored: {
      run: source.run,
      scored: unscored === 0,
      assessor: assessors.find((name) => wanted === undefined || name === wanted) ?? null,
      assessing: base.model,
    },
    named: { benchmark: input.benchmark },
  };
}
