import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { sample, trace, verdict } from "@/db/schema";
import { SOLVER_MODEL } from "@/gpu-runner/serve/noisy-solver-source";
import { serveSolver } from "@/gpu-runner/serve/serve-solver";
import { recomputeScores } from "@/server/domain/metric";
import { createEndpointSubmission } from "@/server/domain/submission";
import { type EngineRoom, engineRoom, RUNNER_KEY } from "./engine-room";

const COMMAND = fileURLToPath(new URL("../../bin/plumbline.js", import.meta.url));

/** A runner in a process of its own, which can be killed. */
function spawnRunner(room: EngineRoom, home: string) {
  const child = spawn(process.execPath, [COMMAND, "runner", "--server", room.origin, "--name", "victim"], {
    env: {
      PATH: process.env.PATH,
      NODE_ENV: "test",
      PLUMBLINE_HOME: home,
      PLUMBLINE_RUNNER_TOKEN: RUNNER_KEY,
    },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  return {
    kill: async () => {
      child.kill("SIGKILL");
      await ended;
    },
  };
}

async function samplesReach(room: EngineRoom, count: number): Promise<void> {
  const until = Date.now() + 120_000;
  while ((await room.test.db.$count(sample)) < count) {
    if (Date.now() > until) throw new Error(`fewer than ${count} samples in two minutes`);
    await delay(20);
  }
}

describe("kill -9 in the middle", () => {
  it("of runner and executor: the run completes, no sample is lost and none is doubled", async () => {
    await using room = await engineRoom({ executorProcess: true });
    const solver = await serveSolver({ port: 0, errorRate: 0.1 });
    const home = mkdtempSync(path.join(tmpdir(), "plumbline-victim-"));
    let runner = spawnRunner(room, home);
    const { submissionId } = await createEndpointSubmission(room.admin, {
      url: solver.url,
      model: SOLVER_MODEL,
      benchmark: "bundled",
      method: "self-consistency",
      samples: 8,
    });
    await samplesReach(room, 60);
    await runner.kill();
    await room.executor.kill();
    const kept = await room.test.db.$count(sample);
    expect(kept).toBeLessThan(480);
    room.advance(61_000);
    await room.executor.start();
    runner = spawnRunner(room, home);
    await samplesReach(room, 300);
    await room.executor.kill();
    await room.executor.start();
    const view = await room.reaches(submissionId, ["published"], 200_000);
    const pool = view.runs.find((run) => run.method === "direct");
    expect([pool?.done, pool?.verified, pool?.faults]).toEqual([480, 480, 0]);
    const rows = await room.test.db
      .select()
      .from(sample)
      .where(eq(sample.runId, pool?.runId ?? ""));
    expect(new Set(rows.map((row) => `${row.problemId}/${row.sampleIndex}`)).size).toBe(480);
    expect(rows).toHaveLength(480);
    expect(await room.test.db.$count(trace)).toBe(480);
    expect(await room.test.db.$count(verdict)).toBe(480);
    expect((await recomputeScores(room.system, { check: true })).differing).toEqual([]);
    await runner.kill();
    await solver.close();
    rmSync(home, { recursive: true, force: true });
  });
});
