import { z } from "zod";
import { benchmarkSummarySchema, pageInputSchema } from "@/contracts/board";
import { methodViewSchema, modelViewSchema, suiteViewSchema } from "@/contracts/catalog";
import {
  getBenchmark,
  getMethod,
  getModel,
  getSuite,
  listBenchmarks,
  listMethods,
  listModels,
  listSuites,
} from "@/server/domain/catalog";
import { readProcedure, router } from "../trpc";
import { listOf, wholeListInput } from "./lists";

const tags = ["catalogue"];
const name = z.string().min(1).max(120);

export const catalogRouter = router({
  listBenchmarks: readProcedure
    .meta({
      openapi: { method: "GET", protect: false, path: "/benchmarks", tags, summary: "All benchmarks" },
    })
    .input(wholeListInput)
    .output(listOf(benchmarkSummarySchema))
    .query(async ({ ctx: { ctx } }) => ({ items: await listBenchmarks(ctx), nextCursor: null })),
  getBenchmark: readProcedure
    .meta({
      openapi: {
        method: "GET",
        protect: false,
        path: "/benchmarks/{slug}",
        tags,
        summary: "One benchmark by slug or alias, optionally @version",
      },
    })
    .input(z.object({ slug: name }))
    .output(benchmarkSummarySchema)
    .query(({ ctx: { ctx }, input }) => getBenchmark(ctx, input.slug)),
  listSuites: readProcedure
    .meta({ openapi: { method: "GET", protect: false, path: "/suites", tags, summary: "All suites" } })
    .input(wholeListInput)
    .output(listOf(suiteViewSchema))
    .query(async ({ ctx: { ctx } }) => ({ items: await listSuites(ctx), nextCursor: null })),
  getSuite: readProcedure
    .meta({ openapi: { method: "GET", protect: false, path: "/suites/{slug}", tags, summary: "One suite" } })
    .input(z.object({ slug: name }))
    .output(suiteViewSchema)
    .query(({ ctx: { ctx }, input }) => getSuite(ctx, input.slug)),
  listMethods: readProcedure
    .meta({ openapi: { method: "GET", protect: false, path: "/methods", tags, summary: "All methods" } })
    .input(wholeListInput)
    .output(listOf(methodViewSchema))
    .query(() => ({ items: listMethods(), nextCursor: null })),
  getMethod: readProcedure
    .meta({ openapi: { method: "GET", protect: false, path: "/methods/{id}", tags, summary: "One method" } })
    .input(z.object({ id: name }))
    .output(methodViewSchema)
    .query(({ input }) => getMethod(input.id)),
  listModels: readProcedure
    .meta({
      openapi: {
        method: "GET",
        protect: false,
        path: "/models",
        tags,
        summary: "Models with published runs",
      },
    })
    .input(pageInputSchema)
    .output(listOf(modelViewSchema))
    .query(({ ctx: { ctx }, input }) => listModels(ctx, input)),
  getModel: readProcedure
    .meta({
      openapi: {
        method: "GET",
        protect: false,
        path: "/models/{slug}",
        tags,
        summary: "One model and its runs",
      },
    })
    .input(z.object({ slug: name }))
    .output(modelViewSchema)
    .query(({ ctx: { ctx }, input }) => getModel(ctx, input.slug)),
});
