import { z } from "zod";
import { rescoreIdSchema, runIdSchema, submissionIdSchema } from "./ids";

/** Events between the site, the runner's reports and the workflow functions. The id makes a second sending harmless. */
export const workflowEventSchema = z.discriminatedUnion("name", [
  z.object({
    name: z.literal("submission/received"),
    id: z.string(),
    data: z.object({ submissionId: submissionIdSchema }),
  }),
  z.object({
    name: z.literal("submission/shard.finished"),
    id: z.string(),
    data: z.object({ submissionId: submissionIdSchema, kind: z.enum(["probe", "ingest"]) }),
  }),
  z.object({
    name: z.literal("submission/decided"),
    id: z.string(),
    data: z.object({ submissionId: submissionIdSchema, decision: z.enum(["continue", "withdraw"]) }),
  }),
  z.object({
    name: z.literal("submission/cancelled"),
    id: z.string(),
    data: z.object({ submissionId: submissionIdSchema }),
  }),
  z.object({
    name: z.literal("submission/withdrawn"),
    id: z.string(),
    data: z.object({ submissionId: submissionIdSchema }),
  }),
  z.object({
    name: z.literal("run/planned"),
    id: z.string(),
    data: z.object({ runId: runIdSchema, submissionId: submissionIdSchema }),
  }),
  z.object({
    name: z.literal("run/shards.finished"),
    id: z.string(),
    data: z.object({
      runId: runIdSchema,
      submissionId: submissionIdSchema,
      stage: z.enum(["generate", "verify"]),
    }),
  }),
  z.object({
    name: z.literal("verifier/rescore.requested"),
    id: z.string(),
    data: z.object({ rescoreId: rescoreIdSchema }),
  }),
  z.object({
    name: z.literal("run/ended"),
    id: z.string(),
    data: z.object({
      runId: runIdSchema,
      submissionId: submissionIdSchema,
      state: z.enum(["published", "failed", "cancelled"]),
    }),
  }),
]);
export type WorkflowEvent = z.infer<typeof workflowEventSchema>;
export type WorkflowEventName = WorkflowEvent["name"];
