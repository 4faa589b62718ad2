import { z } from "zod";
import { healthSchema } from "@/contracts/health";
import { readHealth } from "@/server/domain/submission";
import { readProcedure, router } from "../trpc";

export const healthRouter = router({
  get: readProcedure
    .meta({
      openapi: {
        method: "GET",
        protect: false,
        path: "/health",
        tags: ["health"],
        summary: "Parts and their state",
      },
    })
    .input(z.object({}))
    .output(healthSchema)
    .query(({ ctx: { ctx } }) => readHealth(ctx)),
});
