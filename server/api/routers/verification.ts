import { z } from "zod";
import { contestInputSchema, contestReceiptSchema, contestSchema } from "@/contracts/contest";
import { movedSamplesSchema, startedRescoreSchema, verifierStandSchema } from "@/contracts/rescore";
import { verifierAnswerSchema, verifierQuestionSchema } from "@/contracts/verifier";
import { contestVerdict, listContests, movedSamples, verifierStand } from "@/server/domain/leaderboard";
import { judgeText, startRescore } from "@/server/domain/verification";
import { readProcedure, router, writeProcedure } from "../trpc";
import { listOf, wholeListInput } from "./lists";

const tags = ["verifier"];

export const verificationRouter = router({
  judge: readProcedure
    .meta({
      openapi: {
        method: "POST",
        protect: false,
        path: "/verifier",
        tags,
        summary: "Judge a pasted output against a gold answer",
        description: "Nothing is stored. Output up to 200,000 characters, gold up to 20,000.",
      },
    })
    .input(verifierQuestionSchema)
    .output(verifierAnswerSchema)
    .mutation(({ input }) => judgeText(input)),
  stand: readProcedure
    .meta({
      openapi: {
        method: "GET",
        protect: false,
        path: "/verifier/changes",
        tags,
        summary: "Which verifier version judges the boards, and what re-scores moved",
      },
    })
    .input(z.object({}))
    .output(verifierStandSchema)
    .query(({ ctx: { ctx } }) => verifierStand(ctx)),
  moved: readProcedure
    .meta({
      openapi: {
        method: "GET",
        path: "/verifier/changes/{id}",
        tags,
        summary: "Samples of a run whose outcome its last re-score changed",
      },
    })
    .input(z.object({ id: z.string().max(60) }))
    .output(movedSamplesSchema)
    .query(({ ctx: { ctx }, input }) => movedSamples(ctx, input.id)),
  rescore: writeProcedure
    .meta({
      openapi: {
        method: "POST",
        path: "/verifier/rescores",
        tags,
        summary: "Judge all stored samples with the present verifier (administrators)",
        description: "Nothing is generated. One that is under way is answered instead of a second one.",
      },
    })
    .input(z.object({}))
    .output(startedRescoreSchema)
    .mutation(({ ctx: { ctx } }) => startRescore(ctx)),
  contest: writeProcedure
    .meta({
      openapi: {
        method: "POST",
        path: "/runs/{id}/samples/{problem}/{sample}/contests",
        tags,
        summary: "Contest the verdict on a sample",
        description: "Once for each sample and account, 50 a day; a reason of 10 to 1,000 characters.",
      },
    })
    .input(contestInputSchema)
    .output(contestReceiptSchema)
    .mutation(({ ctx: { ctx }, input }) => contestVerdict(ctx, input)),
  listContests: readProcedure
    .meta({
      openapi: {
        method: "GET",
        path: "/verifier/contests",
        tags,
        summary: "Contested verdicts with their cases (administrators)",
      },
    })
    .input(wholeListInput)
    .output(listOf(contestSchema))
    .query(async ({ ctx: { ctx } }) => ({ items: await listContests(ctx), nextCursor: null })),
});
