import { z } from "zod";
import { pageInputSchema } from "@/contracts/board";
import {
  claimPageSchema,
  claimVerdictSchema,
  systemSummarySchema,
  systemViewSchema,
} from "@/contracts/system";
import { getSystem, listClaims, listSystems } from "@/server/domain/claim";
import { readProcedure, router } from "../trpc";
import { listOf, wholeListInput } from "./lists";

const tags = ["catalogue"];
const name = z.string().min(1).max(120);

export const claimRouter = router({
  listSystems: readProcedure
    .meta({
      openapi: {
        method: "GET",
        protect: false,
        path: "/systems",
        tags,
        summary: "Published systems: what of each can be run and checked here, and its verdicts",
      },
    })
    .input(wholeListInput)
    .output(listOf(systemSummarySchema))
    .query(async ({ ctx: { ctx } }) => ({ items: await listSystems(ctx), nextCursor: null })),
  getSystem: readProcedure
    .meta({
      openapi: {
        method: "GET",
        protect: false,
        path: "/systems/{id}",
        tags,
        summary: "One system: reported numbers, runs here, claims with their cells",
      },
    })
    .input(z.object({ id: name }))
    .output(systemViewSchema)
    .query(({ ctx: { ctx }, input }) => getSystem(ctx, input.id)),
  listClaims: readProcedure
    .meta({
      openapi: {
        method: "GET",
        protect: false,
        path: "/claims",
        tags,
        summary: "Published claims beside what was measured, by system or verdict",
      },
    })
    .input(pageInputSchema.extend({ system: name.optional(), verdict: claimVerdictSchema.optional() }))
    .output(claimPageSchema)
    .query(({ ctx: { ctx }, input }) => listClaims(ctx, input)),
});
