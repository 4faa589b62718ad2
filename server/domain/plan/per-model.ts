import { eq } from "drizzle-orm";
import { onOneLine } from "@/contracts/one-line";
import { traceSubmissionSchema } from "@/contracts/submission";
import { model } from "@/db/schema";
import type { Ctx } from "../ctx";
import { ensureModel } from "../submission";
import type { PlanRequest } from "./draft-runs";

/** `part` tells the runs of one benchmark apart; empty for the first. */
export type PartRequest = PlanRequest & { part: string };

/**
 * One request per model of an upload, so that no run mixes two. A file of one model, or that names none, is one request under
 * the submitted name; each of several models has the name that the submitter gave it, else the file's own.
 */
export async function perModel(ctx: Ctx, request: PlanRequest): Promise<PartRequest[]> {
  const models = request.submission.ingest?.models ?? [];
  if (models.length === 0) return [{ ...request, part: "" }];
  const { models: names = {} } = traceSubmissionSchema.parse(request.submission.input);
  const parts: PartRequest[] = [];
  for (const [index, one] of models.entries()) {
    const name = names[one.variant] ?? (one.variant === "" ? request.model.name : onOneLine(one.variant));
    parts.push({
      ...request,
      model: await modelOf(ctx, request.submission.teamId, name),
      variant: one.variant,
      samples: one.samplesPerProblem ?? 1,
      totalSamples: one.goodLines,
      scoredUpload: one.scored,
      part: index === 0 ? "" : `:${one.variant}`,
    });
  }
  return parts;
}

async function modelOf(ctx: Ctx, teamId: string, name: string): Promise<PlanRequest["model"]> {
  const id = await ensureModel(ctx, ctx.db, { teamId, name, servedName: name });
  const [row] = await ctx.db.select().from(model).where(eq(model.id, id));
  if (row === undefined) throw new Error(`model ${id} is missing`);
  return row;
}
