import { z } from "zod";
import { boardSchema } from "@/contracts/board";
import { verifierKeySchema } from "@/contracts/verdict";
import { BOARD_VIEWS, getBoard } from "@/server/domain/leaderboard";
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
});
