import { z } from "zod";
import { comparisonOfSeveralSchema, comparisonSchema } from "@/contracts/board";
import { compareRuns, compareSeveral, MOST_COMPARED_RUNS } from "@/server/domain/leaderboard";
import { readProcedure, router } from "../trpc";

export const compareRouter = router({
  get: readProcedure
    .meta({
      openapi: {
        method: "GET",
        path: "/compare",
        tags: ["runs"],
        summary: "Two runs, compared problem by problem",
      },
    })
    .input(z.object({ a: z.string().max(60), b: z.string().max(60) }))
    .output(comparisonSchema)
    .query(({ ctx: { ctx }, input }) => compareRuns(ctx, input)),
  several: readProcedure
    .meta({
      openapi: {
        method: "GET",
        path: "/comparisons",
        tags: ["runs"],
        summary: "Two to four runs: every pair, and the scores problem by problem",
        description: "`runs` is a list of run ids with commas between them.",
      },
    })
    .input(z.object({ runs: z.string().max(61 * MOST_COMPARED_RUNS) }))
    .output(comparisonOfSeveralSchema)
    .query(({ ctx: { ctx }, input }) =>
      compareSeveral(
        ctx,
        input.runs.split(",").filter((id) => id !== ""),
      ),
    ),
});
