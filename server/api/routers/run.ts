import { z } from "zod";
import { problemIdSchema } from "@/contracts/benchmark";
import {
  pageInputSchema,
  runListItemSchema,
  runViewSchema,
  sampleSummarySchema,
  sampleViewSchema,
  scoreSchema,
} from "@/contracts/board";
import {
  assessedGridSchema,
  behaviourProfileSchema,
  methodFactsSchema,
  outcomeLengthsSchema,
  replayCurvesSchema,
} from "@/contracts/chart";
import { manifestSchema } from "@/contracts/manifest";
import { outcomeSchema } from "@/contracts/outcome";
import {
  assessedGrid,
  behaviours,
  getRun,
  getRunManifest,
  getRunScores,
  getSample,
  listRuns,
  listSamples,
  methodFacts,
  outcomeLengths,
  replayCurves,
} from "@/server/domain/leaderboard";
import { readProcedure, router } from "../trpc";
import { listOf } from "./lists";

const tags = ["runs"];
const byId = z.object({ id: z.string().max(60) });
const name = z.string().max(200).optional();
/** `1`: only samples on which the uploaded file's own tool judged otherwise than we do. */
export const disagreeSchema = z.enum(["0", "1"]);

export const runRouter = router({
  list: readProcedure
    .meta({ openapi: { method: "GET", path: "/runs", tags, summary: "Runs, newest first" } })
    .input(pageInputSchema.extend({ benchmark: name, method: name, model: name }))
    .output(listOf(runListItemSchema))
    .query(({ ctx: { ctx }, input }) => listRuns(ctx, input)),
  get: readProcedure
    .meta({ openapi: { method: "GET", path: "/runs/{id}", tags, summary: "One run" } })
    .input(byId)
    .output(runViewSchema)
    .query(({ ctx: { ctx }, input }) => getRun(ctx, input.id)),
  scores: readProcedure
    .meta({ openapi: { method: "GET", path: "/runs/{id}/scores", tags, summary: "All scores of a run" } })
    .input(byId)
    .output(z.object({ items: z.array(scoreSchema) }))
    .query(async ({ ctx: { ctx }, input }) => ({ items: await getRunScores(ctx, input.id) })),
  manifest: readProcedure
    .meta({
      openapi: {
        method: "GET",
        path: "/runs/{id}/manifest",
        tags,
        summary: "What fixes a run, and its SHA-256",
      },
    })
    .input(byId)
    .output(z.object({ manifest: manifestSchema, sha256: z.string() }))
    .query(({ ctx: { ctx }, input }) => getRunManifest(ctx, input.id)),
  samples: readProcedure
    .meta({
      openapi: {
        method: "GET",
        path: "/runs/{id}/samples",
        tags,
        summary: "Samples of a run",
        description: "In problem order, paged; `?format=ndjson` streams all of them, one JSON object a line.",
      },
    })
    .input(
      byId.extend({
        ...pageInputSchema.shape,
        outcome: outcomeSchema.optional(),
        problem: problemIdSchema.optional(),
        disagree: disagreeSchema.optional(),
      }),
    )
    .output(listOf(sampleSummarySchema))
    .query(({ ctx: { ctx }, input: { id, problem, disagree, ...page } }) =>
      listSamples(ctx, { ...page, runId: id, problemId: problem, disagree: disagree === "1" }),
    ),
  sample: readProcedure
    .meta({
      openapi: {
        method: "GET",
        path: "/runs/{id}/samples/{problem}/{sample}",
        tags,
        summary: "One sample with its trace",
      },
    })
    .input(byId.extend({ problem: problemIdSchema, sample: z.coerce.number().int().min(0) }))
    .output(sampleViewSchema)
    .query(({ ctx: { ctx }, input }) =>
      getSample(ctx, { runId: input.id, problemId: input.problem, sample: input.sample }),
    ),
  lengths: readProcedure
    .meta({
      openapi: {
        method: "GET",
        path: "/runs/{id}/lengths",
        tags,
        summary: "Completion tokens of a run's samples by outcome",
      },
    })
    .input(byId)
    .output(outcomeLengthsSchema)
    .query(({ ctx: { ctx }, input }) => outcomeLengths(ctx, input.id)),
  replay: readProcedure
    .meta({
      openapi: {
        method: "GET",
        path: "/runs/{id}/replay",
        tags,
        summary: "Score against tokens when k samples of the stored pool are reduced",
      },
    })
    .input(byId)
    .output(replayCurvesSchema)
    .query(({ ctx: { ctx }, input }) => replayCurves(ctx, input.id)),
  methodFacts: readProcedure
    .meta({
      openapi: {
        method: "GET",
        path: "/runs/{id}/method-facts",
        tags,
        summary: "What a run's samples recorded for the method's own charts",
        description:
          "At most 400 samples, the first of every problem first; answers are judged, texts left out. A reduced run tells 4,000 samples of its pool without artifacts, with what its assessor said of them.",
      },
    })
    .input(byId)
    .output(methodFactsSchema)
    .query(({ ctx: { ctx }, input }) => methodFacts(ctx, input.id)),
  behaviours: readProcedure
    .meta({
      openapi: {
        method: "GET",
        path: "/runs/{id}/behaviours",
        tags,
        summary: "How a run's responses read: behaviours, styles and reflection words, counted by rules",
      },
    })
    .input(byId)
    .output(behaviourProfileSchema)
    .query(({ ctx: { ctx }, input }) => behaviours(ctx, input.id)),
  assessedGrid: readProcedure
    .meta({
      openapi: {
        method: "GET",
        path: "/runs/{id}/assessed-grid",
        tags,
        summary: "Score of choosing from N solutions with M assessments each",
      },
    })
    .input(byId)
    .output(assessedGridSchema)
    .query(({ ctx: { ctx }, input }) => assessedGrid(ctx, input.id)),
});
