import { and, asc, count, desc, eq, inArray, lt, ne, notInArray, or } from "drizzle-orm";
import { z } from "zod";
import { PlumblineError } from "@/contracts/errors";
import type {
  WORKFLOW_RUN_STATES,
  WorkflowPage,
  WorkflowRunDetail,
  WorkflowRunView,
} from "@/contracts/workflow-view";
import { workflowFunction, workflowQueue, workflowRun, workflowStep, workflowWait } from "@/db/schema";
import { requireAdmin } from "../account";
import type { Ctx } from "../ctx";

export type WorkflowQuery = {
  state?: (typeof WORKFLOW_RUN_STATES)[number] | undefined;
  functionId?: string | undefined;
  /** Whether runs that a clock starts and that ended well are listed too; they are, unless told otherwise. */
  ticks?: boolean | undefined;
  limit: number;
  /** Id of the last run of the page before. */
  cursor?: string | undefined;
};

const MOST_STEPS_SHOWN = 500;

/** Runs of the embedded executor, newest first: where each stands, what it waits for and why it is tried again. For administrators. */
export async function listWorkflowRuns(ctx: Ctx, query: WorkflowQuery): Promise<WorkflowPage> {
  requireAdmin(ctx);
  const after = query.cursor === undefined ? undefined : await findRun(ctx, query.cursor);
  const hidden = query.ticks === false && query.functionId === undefined ? await clockDriven(ctx) : [];
  const quiet =
    hidden.length === 0
      ? undefined
      : or(ne(workflowRun.state, "completed"), notInArray(workflowRun.functionId, hidden));
  const rows = await ctx.db
    .select()
    .from(workflowRun)
    .where(
      and(
        quiet,
        query.state === undefined ? undefined : eq(workflowRun.state, query.state),
        query.functionId === undefined ? undefined : eq(workflowRun.functionId, query.functionId),
        after === undefined
          ? undefined
          : or(
              lt(workflowRun.createdAt, after.createdAt),
              and(eq(workflowRun.createdAt, after.createdAt), lt(workflowRun.id, after.id)),
            ),
      ),
    )
    .orderBy(desc(workflowRun.createdAt), desc(workflowRun.id))
    .limit(query.limit + 1);
  const shown = rows.slice(0, query.limit);
  const tallied = await ctx.db
    .select({ state: workflowRun.state, runs: count() })
    .from(workflowRun)
    .where(quiet)
    .groupBy(workflowRun.state);
  const counts = new Map(tallied.map((row) => [row.state, row.runs]));
  return {
    items: await viewsOf(ctx, shown),
    nextCursor: rows.length > query.limit ? (shown.at(-1)?.id ?? null) : null,
    isEmbedded: (await ctx.db.$count(workflowFunction)) > 0,
    counts: {
      running: counts.get("running") ?? 0,
      completed: counts.get("completed") ?? 0,
      failed: counts.get("failed") ?? 0,
      cancelled: counts.get("cancelled") ?? 0,
    },
  };
}

const triggersSchema = z.object({ triggers: z.array(z.record(z.string(), z.unknown())) });

/** Functions that nothing but a clock starts. */
async function clockDriven(ctx: Ctx): Promise<string[]> {
  const rows = await ctx.db
    .select({ id: workflowFunction.id, config: workflowFunction.config })
    .from(workflowFunction);
  return rows.flatMap(({ id, config }) => {
    const { triggers } = triggersSchema.safeParse(config).data ?? { triggers: [] };
    return triggers.length > 0 && triggers.every((trigger) => "cron" in trigger) ? [id] : [];
  });
}

/** One run with its finished steps in their order. For administrators. */
export async function getWorkflowRun(ctx: Ctx, id: string): Promise<WorkflowRunDetail> {
  requireAdmin(ctx);
  const row = await findRun(ctx, id);
  const [view] = await viewsOf(ctx, [row]);
  if (view === undefined) throw new Error("a run without a view");
  const steps = await ctx.db
    .select()
    .from(workflowStep)
    .where(eq(workflowStep.runId, id))
    .orderBy(asc(workflowStep.sequence))
    .limit(MOST_STEPS_SHOWN);
  return {
    ...view,
    events: row.events.map(nameOfEvent),
    finished: steps.map((step) => ({
      name: step.name,
      op: step.op,
      failed: "error" in step.result,
      error:
        "error" in step.result ? firstLine(`${step.result.error.name}: ${step.result.error.message}`) : null,
      finishedAt: step.finishedAt.toISOString(),
    })),
    error: messageOf(row.error),
  };
}

type RunRow = typeof workflowRun.$inferSelect;

async function findRun(ctx: Ctx, id: string): Promise<RunRow> {
  const [row] = await ctx.db.select().from(workflowRun).where(eq(workflowRun.id, id));
  if (row !== undefined) return row;
  throw new PlumblineError("not_found", "There is no such workflow run.", {
    hint: "Ended runs are kept for some days only; list those that are there with GET /api/v1/operator/workflows.",
  });
}

async function viewsOf(ctx: Ctx, rows: readonly RunRow[]): Promise<WorkflowRunView[]> {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const [queue, waits, names] = await Promise.all([
    ctx.db
      .select()
      .from(workflowQueue)
      .where(inArray(workflowQueue.runId, ids))
      .orderBy(asc(workflowQueue.at)),
    ctx.db.select().from(workflowWait).where(inArray(workflowWait.runId, ids)),
    ctx.db
      .select({ id: workflowStep.id, runId: workflowStep.runId, name: workflowStep.name })
      .from(workflowStep)
      .where(inArray(workflowStep.runId, ids)),
  ]);
  const nameOf = new Map(names.map((step) => [`${step.runId} ${step.id}`, step.name]));
  return rows.map((row) => ({
    id: row.id,
    functionId: row.functionId,
    state: row.state,
    steps: row.stepCount,
    stateBytes: row.stateBytes,
    createdAt: row.createdAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
    queue: queue
      .filter((item) => item.runId === row.id)
      .map((item) => ({
        kind: item.kind,
        stepName: item.stepId === null ? null : (nameOf.get(`${row.id} ${item.stepId}`) ?? null),
        attempt: item.attempt,
        at: item.at.toISOString(),
        isRunning: item.leasedUntil !== null,
        lastError: item.lastError === null ? null : firstLine(item.lastError),
      })),
    waits: waits
      .filter((wait) => wait.runId === row.id && wait.kind !== "cancel")
      .map((wait) => ({
        kind: wait.kind,
        eventName: wait.eventName,
        expiresAt: wait.expiresAt?.toISOString() ?? null,
      })),
  }));
}

function nameOfEvent(event: unknown): string {
  return typeof event === "object" && event !== null && "name" in event ? String(event.name) : "?";
}

function messageOf(error: unknown): string | null {
  if (error === null || error === undefined) return null;
  if (typeof error === "object" && "message" in error) return firstLine(String(error.message));
  return firstLine(JSON.stringify(error));
}

const MOST_CHARACTERS = 300;

function firstLine(text: string): string {
  return (text.split("\n", 1)[0] ?? "").slice(0, MOST_CHARACTERS);
}
