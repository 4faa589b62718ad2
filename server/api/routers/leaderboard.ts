import { z } from "zod";
import { boardSchema, suiteBoardSchema } from "@/contracts/board";
import { liftRowsSchema, solveGridSchema } from "@/contracts/chart";
import { verifierKeySchema } from "@/contracts/verdict";
import {
  BOARD_VIEWS,
  boardGrid,
  getBoard,
  getSuiteBoard,
  liftRows,
  runsGrid,
} from "@/server/domain/leaderboard";
import { readProcedure, router } from "../trpc";

const name = z.string().max(200).optional();

export const boardQuerySchema = z.object({
  benchmark: z.string().max(100),
  metric: z.string().max(40).optional(),
  method: name,
  model: name,
  verifier: verifierKeySchema.optional(),
  view: z.enum(BOARD_VIEWS).optional(),
});

export const leaderboardRouter = router({
  get: readProcedure
    .meta({
      openapi: {
        method: "GET",
        path: "/leaderboards/{benchmark}",
        tags: ["leaderboards"],
        summary: "The board of a benchmark",
        description: "`name@3` names version 3. With `.csv` at the end of the address the same as CSV.",
      },
    })
    .input(boardQuerySchema)
    .output(boardSchema)
    .query(({ ctx: { ctx }, input }) => getBoard(ctx, input)),
  lifts: readProcedure
    .meta({
      openapi: {
        method: "GET",
        path: "/lifts",
        tags: ["leaderboards"],
        summary: "Lifts of a method or on a benchmark, with the reason where there is none",
        description: "The newest 200 rows of all boards, under the newest verifier of each.",
      },
    })
    .input(z.object({ method: name, benchmark: name }))
    .output(liftRowsSchema)
    .query(({ ctx: { ctx }, input }) => liftRows(ctx, input)),
  grid: readProcedure
    .meta({
      openapi: {
        method: "GET",
        path: "/leaderboards/{benchmark}/grid",
        tags: ["leaderboards"],
        summary: "Which problems each run of a board solves",
        description:
          "The first 40 rows and 500 problems; `totalRuns` and `totalProblems` say how many there are.",
      },
    })
    .input(z.object({ benchmark: z.string().max(100) }))
    .output(solveGridSchema)
    .query(({ ctx: { ctx }, input }) => boardGrid(ctx, input.benchmark)),
  runsGrid: readProcedure
    .meta({
      openapi: {
        method: "GET",
        path: "/runs-grid",
        tags: ["leaderboards"],
        summary: "Which problems some runs solve",
        description: "`runs` holds up to 40 run ids of one benchmark version, separated by commas.",
      },
    })
    .input(z.object({ runs: z.string().max(2500) }))
    .output(solveGridSchema)
    .query(({ ctx: { ctx }, input }) => runsGrid(ctx, input.runs.split(",").filter(Boolean))),
  suite: readProcedure
    .meta({
      openapi: {
        method: "GET",
        path: "/suites/{slug}/board",
        tags: ["leaderboards"],
        summary: "The boards of a suite side by side",
      },
    })
    .input(z.object({ slug: z.string().min(1).max(120) }))
    .output(suiteBoardSchema)
    .query(({ ctx: { ctx }, input }) => getSuiteBoard(ctx, input.slug)),
});
