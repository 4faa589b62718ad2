import { z } from "zod";
import { pageSchema } from "./board";

export const WORKFLOW_RUN_STATES = ["running", "completed", "failed", "cancelled"] as const;
export const workflowRunStateSchema = z.enum(WORKFLOW_RUN_STATES);

/** One run of a workflow function as the operator sees it. Names and times only: no payload, output or error text of a step. */
export const workflowRunSchema = z.object({
  id: z.string(),
  functionId: z.string(),
  state: workflowRunStateSchema,
  steps: z.number().int(),
  /** Bytes of stored step results. */
  stateBytes: z.number().int(),
  createdAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  /** What the run does next: calls that are due, leased or wait for their next try, and timers. */
  queue: z.array(
    z.object({
      kind: z.string(),
      stepName: z.string().nullable(),
      attempt: z.number().int(),
      at: z.iso.datetime(),
      isRunning: z.boolean(),
      lastError: z.string().nullable(),
    }),
  ),
  /** Events for which the run waits. */
  waits: z.array(
    z.object({ kind: z.string(), eventName: z.string().nullable(), expiresAt: z.iso.datetime().nullable() }),
  ),
});
export type WorkflowRunView = z.infer<typeof workflowRunSchema>;

export const workflowPageSchema = pageSchema(workflowRunSchema).extend({
  /** False where an Inngest server drives the workflows: its own dashboard shows them. */
  isEmbedded: z.boolean(),
  counts: z.record(workflowRunStateSchema, z.number().int()),
});
export type WorkflowPage = z.infer<typeof workflowPageSchema>;

export const workflowRunDetailSchema = workflowRunSchema.extend({
  /** Names of the events that started it. */
  events: z.array(z.string()),
  finished: z.array(
    z.object({
      name: z.string().nullable(),
      op: z.string(),
      failed: z.boolean(),
      /** Name and first line of the error of a failed step. */
      error: z.string().nullable(),
      finishedAt: z.iso.datetime(),
    }),
  ),
  error: z.string().nullable(),
});
export type WorkflowRunDetail = z.infer<typeof workflowRunDetailSchema>;
