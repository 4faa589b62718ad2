import { z } from "zod";
import { pageInputSchema } from "@/contracts/board";
import {
  workflowPageSchema,
  workflowRunDetailSchema,
  workflowRunStateSchema,
} from "@/contracts/workflow-view";
import { getWorkflowRun, listWorkflowRuns } from "@/server/domain/submission";
import { readProcedure, router } from "../trpc";

const tags = ["operator"];

export const operatorRouter = router({
  listWorkflows: readProcedure
    .meta({
      openapi: {
        method: "GET",
        path: "/operator/workflows",
        tags,
        summary: "Runs of workflow functions: state, steps, waits and retries (administrators)",
      },
    })
    .input(
      pageInputSchema.extend({
        state: workflowRunStateSchema.optional(),
        functionId: z.string().max(200).optional(),
        ticks: z
          .enum(["0", "1"])
          .default("1")
          .describe("0 leaves out runs that only a clock starts and that ended well"),
      }),
    )
    .output(workflowPageSchema)
    .query(({ ctx: { ctx }, input: { ticks, ...query } }) =>
      listWorkflowRuns(ctx, { ...query, ticks: ticks === "1" }),
    ),
  getWorkflow: readProcedure
    .meta({
      openapi: {
        method: "GET",
        path: "/operator/workflows/{id}",
        tags,
        summary: "One run of a workflow function with its steps (administrators)",
      },
    })
    .input(z.object({ id: z.string().max(60) }))
    .output(workflowRunDetailSchema)
    .query(({ ctx: { ctx }, input }) => getWorkflowRun(ctx, input.id)),
});
