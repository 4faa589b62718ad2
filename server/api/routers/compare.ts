import { z } from "zod";
import { comparisonSchema } from "@/contracts/board";
import { compareRuns } from "@/server/domain/leaderboard";
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
});
