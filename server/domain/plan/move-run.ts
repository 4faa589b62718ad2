import { and, eq, inArray } from "drizzle-orm";
import type { RunState } from "@/contracts/states";
import type { Db } from "@/db/client";
import { run } from "@/db/schema";

const FROM: Record<RunState, readonly RunState[]> = {
  planned: ["planned", "failed"],
  running: ["planned", "running", "waiting"],
  waiting: ["planned", "running", "waiting"],
  scoring: ["planned", "running", "waiting", "scoring", "published"],
  published: ["scoring", "published"],
  failed: ["planned", "running", "waiting", "scoring", "failed"],
  cancelled: ["planned", "running", "waiting", "scoring", "cancelled"],
  withdrawn: ["published", "failed", "cancelled", "withdrawn"],
};

/** Moves a run to another state where that may follow; the first time it runs its start is recorded. Returns whether it is there now. */
export async function moveRun(
  db: Db,
  input: { runId: string; to: RunState; at: Date; reason?: string },
): Promise<boolean> {
  const times = {
    planned: {},
    running: {},
    waiting: {},
    scoring: { generatedAt: input.at },
    published: { publishedAt: input.at },
    failed: {},
    cancelled: {},
    withdrawn: { withdrawnAt: input.at },
  } satisfies Record<RunState, object>;
  const moved = await db
    .update(run)
    .set({ state: input.to, stateReason: input.reason ?? null, ...times[input.to] })
    .where(and(eq(run.id, input.runId), inArray(run.state, [...FROM[input.to]])))
    .returning({ id: run.id });
  return moved.length > 0;
}
