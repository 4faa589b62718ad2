import type { Clock, Log } from "@/contracts/platform";
import type { Db } from "@/db/client";
import type { FunctionConfig, WorkflowError, WorkflowEventBody } from "./protocol";

/** What every part of the executor works with. */
export type Engine = {
  db: Db;
  clock: Clock;
  log: Log;
  /** Functions of the last sync, by id. */
  functions: Map<string, FunctionConfig>;
  /** Delay after failed attempt number `attempt` (from 0). */
  retryDelayMs(attempt: number): number;
  /** There may be new work: the worker looks at once instead of at its next poll. */
  wake(): void;
};

export type StepResult = { data: unknown } | { error: WorkflowError };
export type Outcome =
  | { state: "completed"; output: unknown }
  | { state: "failed"; error: WorkflowError }
  | { state: "cancelled" };

/** What follows from a change, done later in the same transaction. */
export type Consequence =
  | { kind: "event"; event: WorkflowEventBody }
  | { kind: "end"; runId: string; outcome: Outcome }
  | { kind: "resolve"; runId: string; stepId: string; result: StepResult };

/** One transaction: everything that one answer, event or timer changes. */
export type Unit = {
  engine: Engine;
  tx: Db;
  now: Date;
  consequences: Consequence[];
  /** Calls were put into the queue: the worker is to look at once. */
  hasNewCalls: boolean;
};

const RETRIED_CODES = new Set(["40P01", "40001"]);
const MAX_TRIES = 5;

/**
 * One transaction, again from the start where PostgreSQL broke a deadlock. Everything that touches a run locks the run's
 * row first, so deadlocks only happen between transactions that touch several runs.
 */
export async function transact<Result>(engine: Engine, work: (tx: Db) => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await engine.db.transaction(work);
    } catch (error) {
      if (attempt >= MAX_TRIES || !RETRIED_CODES.has(codeOf(error))) throw error;
    }
  }
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  if ("code" in error && typeof error.code === "string") return error.code;
  return codeOf(error.cause);
}
