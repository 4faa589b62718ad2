import { z } from "zod";
import { pageInputSchema } from "@/contracts/board";
import {
  costEstimateSchema,
  decisionSchema,
  endpointSubmissionSchema,
  reductionSchema,
  submissionReceiptSchema,
  submissionViewSchema,
} from "@/contracts/submission";
import { retrySubmission } from "@/server/domain/leaderboard";
import {
  cancelSubmission,
  createEndpointSubmission,
  createReduction,
  decideSubmission,
  estimateCost,
  getSubmissionView,
  listSubmissions,
  withdrawSubmission,
} from "@/server/domain/submission";
import { receiptOf } from "../receipt";
import { readProcedure, router, submitProcedure, writeProcedure } from "../trpc";
import { listOf } from "./lists";

const tags = ["submissions"];
const byId = z.object({ id: z.string().max(60) });

export const submissionRouter = router({
  create: submitProcedure
    .meta({
      openapi: {
        method: "POST",
        path: "/submissions",
        tags,
        protect: true,
        summary: "Submit an endpoint to evaluate",
        description:
          "Answers 202. Traces go to the same address as multipart/form-data or application/octet-stream (docs/api.md). With `Idempotency-Key` a repeated request gives the same submission.",
        successDescription: "The submission was received",
      },
    })
    .input(endpointSubmissionSchema)
    .output(submissionReceiptSchema)
    .mutation(async ({ ctx: { ctx, idempotencyKey }, input }) => {
      const { submissionId } = await createEndpointSubmission(ctx, input, { idempotencyKey });
      return receiptOf(ctx, submissionId);
    }),
  reduce: submitProcedure
    .meta({
      openapi: {
        method: "POST",
        path: "/runs/{id}/reductions",
        tags,
        protect: true,
        summary: "Reduce a finished run again",
        description:
          "Another way of choosing among the stored samples of a run: self-consistency, weighted-vote, best-of-n, pessimistic over stored assessments, or heimdall and opv, which have the model at `url` or `engine` assess every sample. Nothing is generated again.",
        successDescription: "The request was received",
      },
    })
    .input(byId.extend(reductionSchema.shape))
    .output(submissionReceiptSchema)
    .mutation(async ({ ctx: { ctx }, input: { id, ...reduction } }) => {
      const { submissionId } = await createReduction(ctx, id, reduction);
      return receiptOf(ctx, submissionId);
    }),
  estimate: writeProcedure
    .meta({
      openapi: {
        method: "POST",
        protect: false,
        path: "/submissions/estimate",
        tags,
        summary: "What a submission will cost",
      },
    })
    .input(endpointSubmissionSchema)
    .output(costEstimateSchema)
    .mutation(({ ctx: { ctx }, input }) => estimateCost(ctx, input)),
  list: readProcedure
    .meta({
      openapi: { method: "GET", path: "/submissions", tags, protect: true, summary: "Your submissions" },
    })
    .input(pageInputSchema)
    .output(listOf(submissionViewSchema))
    .query(({ ctx: { ctx }, input }) => listSubmissions(ctx, input)),
  get: readProcedure
    .meta({
      openapi: { method: "GET", path: "/submissions/{id}", tags, protect: true, summary: "One submission" },
    })
    .input(byId)
    .output(submissionViewSchema)
    .query(({ ctx: { ctx }, input }) => getSubmissionView(ctx, input)),
  cancel: writeProcedure
    .meta({
      openapi: { method: "POST", path: "/submissions/{id}/cancel", tags, protect: true, summary: "Stop it" },
    })
    .input(byId)
    .output(submissionViewSchema)
    .mutation(async ({ ctx: { ctx }, input }) => {
      await cancelSubmission(ctx, input);
      return getSubmissionView(ctx, input);
    }),
  retry: writeProcedure
    .meta({
      openapi: {
        method: "POST",
        path: "/submissions/{id}/retry",
        tags,
        protect: true,
        summary: "Work on a failed one again",
        description:
          "Runs that failed go on with what is missing of them; nothing that is stored is made again. One that failed before it had runs is checked again. 409 where it has not failed, or where the same would fail again.",
      },
    })
    .input(byId)
    .output(submissionViewSchema)
    .mutation(async ({ ctx: { ctx }, input }) => {
      await retrySubmission(ctx, input);
      return getSubmissionView(ctx, input);
    }),
  withdraw: writeProcedure
    .meta({
      openapi: {
        method: "POST",
        path: "/submissions/{id}/withdraw",
        tags,
        protect: true,
        summary: "Take it back; its rows leave the boards",
      },
    })
    .input(byId)
    .output(submissionViewSchema)
    .mutation(async ({ ctx: { ctx }, input }) => {
      await withdrawSubmission(ctx, input);
      return getSubmissionView(ctx, input);
    }),
  decide: writeProcedure
    .meta({
      openapi: {
        method: "POST",
        path: "/submissions/{id}/decision",
        tags,
        protect: true,
        summary: "Continue with the good lines, or withdraw",
      },
    })
    .input(byId.extend({ decision: decisionSchema }))
    .output(submissionViewSchema)
    .mutation(async ({ ctx: { ctx }, input }) => {
      await decideSubmission(ctx, input);
      return getSubmissionView(ctx, input);
    }),
});
