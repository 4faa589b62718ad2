import { eq, sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { run, sample, verdict, workflowFunction, workflowRun } from "@/db/schema";
import { SOLVER_MODEL } from "@/gpu-runner/serve/noisy-solver-source";
import { serveSolver } from "@/gpu-runner/serve/serve-solver";
import { compareRuns, getBoard, getRun, getSample, listSamples } from "@/server/domain/leaderboard";
import { recomputeScores } from "@/server/domain/metric";
import { createEndpointSubmission, getWorkflowRun, listWorkflowRuns } from "@/server/domain/submission";
import { engineRoom } from "./engine-room";

describe("an endpoint becomes rows of a board", () => {
  it("generates a pool, verifies it, votes over it, and opens down to the trace", async () => {
    await using room = await engineRoom();
    const solver = await serveSolver({ port: 0, errorRate: 0.2 });
    room.runner();
    const { submissionId } = await createEndpointSubmission(room.admin, {
      url: solver.url,
      model: SOLVER_MODEL,
      benchmark: "bundled",
      method: "self-consistency",
      samples: 4,
    });
    const view = await room.reaches(submissionId, ["published"]);
    expect(view.runs.map(({ state }) => state)).toEqual(["published", "published"]);

    const board = await getBoard(room.anonymous, { benchmark: "bundled" });
    expect(board.rows.map((row) => row.method.id).sort()).toEqual(["direct", "self-consistency"]);
    for (const row of board.rows) {
      expect(row.score).toBeGreaterThan(0.1);
      expect(row.rankRange).not.toBeNull();
      expect(row.tokens).toBeGreaterThan(0);
      expect(row.label).toContain("not a language model");
      expect(row.tier).toBe("served");
      expect(row.attempts).toBe(2);
    }
    const direct = board.rows.find((row) => row.method.id === "direct");
    const voted = board.rows.find((row) => row.method.id === "self-consistency");
    expect(voted?.lift?.baselineRunId).toBe(direct?.runId);
    expect(voted?.lift?.value).toBeGreaterThan(0);

    const counts = await room.test.db
      .select({ samples: sql<number>`count(*)::int` })
      .from(sample)
      .where(eq(sample.runId, direct?.runId ?? ""));
    expect(counts[0]?.samples).toBe(240);
    const verdicts = await room.test.db.$count(verdict, eq(verdict.runId, direct?.runId ?? ""));
    expect(verdicts).toBe(240);

    const live = await getRun(room.anonymous, direct?.runId ?? "");
    expect(live.progress).toEqual({ done: 240, verified: 240, total: 240, faults: 0 });
    expect(live.scores[0]?.metric).toBe("avg@n");
    const page = await listSamples(room.anonymous, { runId: live.id, limit: 7 });
    expect(page.items).toHaveLength(7);
    const opened = await getSample(room.anonymous, {
      runId: live.id,
      problemId: page.items[0]?.problemId ?? "",
      sample: 0,
    });
    expect(opened.trace?.calls[0]?.request.messages?.length).toBeGreaterThan(0);
    expect(opened.trace?.response).not.toBe("");
    const paired = await compareRuns(room.anonymous, { a: voted?.runId ?? "", b: direct?.runId ?? "" });
    expect(paired.difference).toBeCloseTo(voted?.lift?.value ?? Number.NaN, 12);

    expect(await recomputeScores(room.system, { check: true })).toEqual({ runs: 2, differing: [] });
    const [stored] = await room.test.db.select().from(run).where(eq(run.id, live.id));
    expect(stored?.startedAt).not.toBeNull();

    const workflows = await listWorkflowRuns(room.admin, { limit: 50 });
    expect(workflows.isEmbedded).toBe(true);
    expect(workflows.counts.failed).toBe(0);
    const drove = workflows.items.find(({ functionId }) => functionId.includes("check-submission"));
    expect(drove?.state).toBe("completed");
    // Runs that only the clock starts are left out on demand, unless they need to be looked at.
    const functions = await room.test.db.select({ id: workflowFunction.id }).from(workflowFunction);
    const tick = {
      functionId: functions.find(({ id }) => id.endsWith("sweep"))?.id ?? "",
      ...{ events: [], pending: [], concurrency: [], createdAt: new Date(), endedAt: new Date() },
    };
    await room.test.db.insert(workflowRun).values([
      { ...tick, id: "tick-well", state: "completed" },
      { ...tick, id: "tick-failed", state: "failed" },
    ]);
    const listed = async (ticks: boolean) =>
      (await listWorkflowRuns(room.admin, { limit: 50, ticks })).items.map(({ id }) => id);
    expect(await listed(true)).toEqual(expect.arrayContaining(["tick-well", "tick-failed"]));
    const quiet = await listed(false);
    expect(quiet).toEqual(expect.arrayContaining(["tick-failed", drove?.id]));
    expect(quiet).not.toContain("tick-well");
    const detail = await getWorkflowRun(room.admin, drove?.id ?? "");
    expect(detail.events).toEqual(["submission/received"]);
    expect(detail.finished.length).toBeGreaterThan(0);
    expect(detail.finished.filter((step) => step.failed)).toEqual([]);
    await expect(listWorkflowRuns(room.anonymous, { limit: 50 })).rejects.toMatchObject({
      code: "unauthenticated",
    });
    await solver.close();
  });
});
