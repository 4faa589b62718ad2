import { sql } from "drizzle-orm";
import {
  bigint,
  bigserial,
  boolean,
  index,
  integer,
  json,
  pgSchema,
  primaryKey,
  text,
} from "drizzle-orm/pg-core";
import { instant } from "./columns";

/** State of the embedded workflow executor (workers/embedded). Empty where a real Inngest server is used. */
export const workflow = pgSchema("workflow");

// Payloads are `json`, not `jsonb`: they come back exactly as they were sent, and strings may hold \u0000.

/** Functions of the app as it registered them at the last sync. */
export const workflowFunction = workflow.table("function", {
  id: text("id").primaryKey(),
  appId: text("app_id").notNull(),
  config: json("config").$type<unknown>().notNull(),
  syncedAt: instant("synced_at").notNull(),
});

/** Events of the last days; the id makes a second sending within 24 hours harmless. */
export const workflowEvent = workflow.table(
  "event",
  {
    id: text("id").primaryKey(),
    name: text("name").notNull(),
    body: json("body").$type<unknown>().notNull(),
    receivedAt: instant("received_at").notNull(),
  },
  (table) => [index("event_received").on(table.receivedAt)],
);

export const WORKFLOW_RUN_STATES = ["running", "completed", "failed", "cancelled"] as const;

/** One run of one function. `pending` are the steps that were reported and have no result yet. */
export const workflowRun = workflow.table(
  "run",
  {
    id: text("id").primaryKey(),
    functionId: text("function_id").notNull(),
    state: text("state", { enum: WORKFLOW_RUN_STATES }).notNull(),
    events: json("events").$type<unknown[]>().notNull(),
    /** -1 until the SDK has said which version of the protocol it speaks for this run. */
    requestVersion: integer("request_version").notNull().default(-1),
    /** While parallel steps are pending the SDK may only plan, not run. */
    forcePlan: boolean("force_plan").notNull().default(false),
    /** Ask the function again after every finished step, not only after the last one (races). */
    discoverEach: boolean("discover_each").notNull().default(false),
    pending: text("pending").array().notNull(),
    stepCount: integer("step_count").notNull().default(0),
    stateBytes: bigint("state_bytes", { mode: "number" }).notNull().default(0),
    concurrency: json("concurrency").$type<{ key: string; limit: number }[]>().notNull(),
    /** Seconds by which the run's calls go before others of the same age. */
    prioritySeconds: integer("priority_seconds").notNull().default(0),
    singletonKey: text("singleton_key"),
    parentRunId: text("parent_run_id"),
    parentStepId: text("parent_step_id"),
    output: json("output").$type<unknown>(),
    error: json("error").$type<unknown>(),
    createdAt: instant("created_at").notNull(),
    startedAt: instant("started_at"),
    endedAt: instant("ended_at"),
  },
  (table) => [
    index("run_created").on(table.createdAt),
    index("run_active").on(table.functionId, table.singletonKey).where(sql`${table.state} = 'running'`),
    index("run_ended").on(table.endedAt).where(sql`${table.endedAt} is not null`),
  ],
);

/** Results of steps; `sequence` is the order in which they were finished. */
export const workflowStep = workflow.table(
  "step",
  {
    runId: text("run_id")
      .notNull()
      .references(() => workflowRun.id, { onDelete: "cascade" }),
    /** SHA-1 of the step's id in the function's code. */
    id: text("id").notNull(),
    name: text("name"),
    op: text("op").notNull(),
    result: json("result")
      .$type<{ data: unknown } | { error: { name: string; message: string; stack?: string } }>()
      .notNull(),
    sequence: bigserial("sequence", { mode: "number" }).notNull(),
    finishedAt: instant("finished_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.runId, table.id] })],
);

export const WORKFLOW_QUEUE_KINDS = [
  "call",
  "sleep",
  "wait_timeout",
  "start_timeout",
  "finish_timeout",
] as const;

/** What is to be done and when. `call` items are leased while the app is being called; the other kinds are timers. */
export const workflowQueue = workflow.table(
  "queue",
  {
    /** Derived from run, purpose and step, so that enqueuing twice makes one item. */
    id: text("id").primaryKey(),
    runId: text("run_id")
      .notNull()
      .references(() => workflowRun.id, { onDelete: "cascade" }),
    kind: text("kind", { enum: WORKFLOW_QUEUE_KINDS }).notNull(),
    stepId: text("step_id"),
    attempt: integer("attempt").notNull().default(0),
    at: instant("at").notNull(),
    /** `at` less the run's priority: the order in which due calls are made. */
    orderAt: instant("order_at").notNull(),
    /** Counts dispatches; an answer of an older dispatch is refused. */
    generation: integer("generation").notNull().default(0),
    leasedUntil: instant("leased_until"),
    keyA: text("key_a"),
    limitA: integer("limit_a"),
    keyB: text("key_b"),
    limitB: integer("limit_b"),
    /** Why the last attempt failed; for the operator. */
    lastError: text("last_error"),
  },
  (table) => [
    index("queue_calls").on(table.orderAt).where(sql`${table.kind} = 'call'`),
    index("queue_timers").on(table.at).where(sql`${table.kind} <> 'call'`),
    index("queue_leased").on(table.leasedUntil).where(sql`${table.leasedUntil} is not null`),
    index("queue_run").on(table.runId),
  ],
);

export const WORKFLOW_WAIT_KINDS = ["event", "cancel", "invoke"] as const;

/** Who waits for which event. Deleting the row is the claim: the event, the timeout or the end of the run, whichever is first. */
export const workflowWait = workflow.table(
  "wait",
  {
    id: text("id").primaryKey(),
    runId: text("run_id")
      .notNull()
      .references(() => workflowRun.id, { onDelete: "cascade" }),
    kind: text("kind", { enum: WORKFLOW_WAIT_KINDS }).notNull(),
    stepId: text("step_id"),
    eventName: text("event_name"),
    expression: text("expression"),
    expiresAt: instant("expires_at"),
  },
  (table) => [index("wait_event").on(table.eventName), index("wait_run").on(table.runId)],
);

/** Idempotency keys of functions, kept for 24 hours. */
export const workflowIdempotency = workflow.table(
  "idempotency",
  {
    functionId: text("function_id").notNull(),
    key: text("key").notNull(),
    runId: text("run_id").notNull(),
    expiresAt: instant("expires_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.functionId, table.key] })],
);

/** When each cron trigger is due next. */
export const workflowCron = workflow.table(
  "cron",
  {
    functionId: text("function_id").notNull(),
    expression: text("expression").notNull(),
    nextAt: instant("next_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.functionId, table.expression] })],
);

/** Theoretical arrival times of the rate limiters (generic cell rate algorithm) and locks of singletons, by key. */
export const workflowGate = workflow.table(
  "gate",
  {
    functionId: text("function_id").notNull(),
    purpose: text("purpose", { enum: ["rate_limit", "throttle", "singleton"] }).notNull(),
    key: text("key").notNull(),
    arrivalAt: instant("arrival_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.functionId, table.purpose, table.key] })],
);
