import { and, eq, ne } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { boardRow, boardSummary, rescore, rescoreRun, run, runMatrix, score, verdict } from "@/db/schema";
import { openSandbox } from "@/gpu-runner/sandbox/open-sandbox";
import { importBenchmark } from "@/server/domain/catalog";
import {
  getBoard,
  getRun,
  getSample,
  movedSamples,
  refreshBoards,
  verifierStand,
} from "@/server/domain/leaderboard";
import { recomputeScores, scoreRun } from "@/server/domain/metric";
import { createTraceSubmission } from "@/server/domain/submission";
import { rescoreDue, startDueRescore, startRescore } from "@/server/domain/verification";
import { codeBenchmark } from "@/tests/support/code-benchmark";
import { goldOf, sentinelBenchmark } from "./desk";
import { type EngineRoom, engineRoom } from "./engine-room";

const OLD_VERSION = "0.9.0";

/** Two samples of each of 12 problems; those of problem 0 and sample 1 of problem 1 are wrong. */
async function* traces() {
  for (let problem = 0; problem < 12; problem++)
    for (let sample = 0; sample < 2; sample++) {
      const right = problem > 0 && !(problem === 1 && sample === 1);
      const response = `\\boxed{${right ? goldOf(problem) : 5}}`;
      yield Buffer.from(`${JSON.stringify({ problem_id: `p${problem}`, sample, response })}\n`);
    }
}

/** Makes the instance one whose verdicts an older verifier gave: it took the answers to p0 for right, those to p2 for wrong. */
async function age(room: EngineRoom, key: string): Promise<string> {
  const old = key.replace(/^answer:[^:]+/, `answer:${OLD_VERSION}`);
  const { db } = room.test;
  await db.update(verdict).set({ verifierKey: old }).where(eq(verdict.verifierKey, key));
  await db.update(verdict).set({ outcome: "correct" }).where(eq(verdict.problemId, "p0"));
  await db.update(verdict).set({ outcome: "incorrect" }).where(eq(verdict.problemId, "p2"));
  await forgetScores(room, old);
  return old;
}

/** The same for programs: a sandbox of the first software, whose key names no Python, took the wrong answer to own-check for right. */
async function agePrograms(room: EngineRoom, key: string): Promise<string> {
  const old = key.replace(/^code\.(\w+)-[\d.]+:[^:]+/, "code.$1:1.0.0");
  const { db } = room.test;
  await db.update(verdict).set({ verifierKey: old }).where(eq(verdict.verifierKey, key));
  await db.update(verdict).set({ outcome: "correct" }).where(eq(verdict.problemId, "own-check"));
  await forgetScores(room, old);
  return old;
}

async function forgetScores(room: EngineRoom, key: string): Promise<void> {
  const { db } = room.test;
  await db.update(run).set({ verifierKey: key });
  await db.delete(score);
  await db.delete(runMatrix);
  await db.delete(boardRow);
  await db.delete(boardSummary);
  for (const { id } of await db.select({ id: run.id }).from(run)) await scoreRun(room.system, id);
  await refreshBoards(room.system);
}

async function untilDone(room: EngineRoom): Promise<void> {
  await expect
    .poll(() => room.test.db.$count(rescore, eq(rescore.state, "running")), {
      timeout: 60_000,
      interval: 100,
    })
    .toBe(0);
}

describe("a new version of the verifier", () => {
  it("re-scores stored samples without generation, keeps only verdicts that moved, and leaves old scores reachable", async () => {
    await using room = await engineRoom();
    await importBenchmark(room.system, sentinelBenchmark(12));
    room.runner();
    const { submissionId } = await createTraceSubmission(
      room.admin,
      { benchmark: "sentinel", model: "uploaded", method: "direct" },
      traces(),
    );
    const view = await room.reaches(submissionId, ["published"]);
    const runId = view.runs[0]?.runId ?? "";
    const key = (await getRun(room.anonymous, runId)).verifierKey;
    await expect(startRescore(room.admin)).rejects.toMatchObject({ code: "conflict" });
    await expect(startRescore(room.anonymous)).rejects.toMatchObject({ code: "unauthenticated" });

    const old = await age(room, key);
    expect((await recomputeScores(room.system, { check: true })).differing).toEqual([]);
    const before = await getBoard(room.anonymous, { benchmark: "sentinel" });
    expect([before.verifier, before.rows[0]?.score]).toEqual([old, 21 / 24]);
    expect((await verifierStand(room.anonymous)).due).toEqual({ runs: 1, samples: 24 });
    expect(await rescoreDue(room.system)).toEqual([{ runId, fromKey: old, toKey: key, samples: 24 }]);

    const started = await startRescore(room.admin);
    expect(started).toMatchObject({ runs: 1, samples: 24 });
    expect(await startRescore(room.admin)).toMatchObject({ rescoreId: started.rescoreId });
    await untilDone(room);

    const stand = await verifierStand(room.anonymous);
    expect(stand.due).toEqual({ runs: 0, samples: 0 });
    expect(stand.boards.map((board) => [board.verifier, board.runs, board.isShown])).toEqual([
      [key, 1, true],
      [old, 1, false],
    ]);
    expect(stand.rescores).toMatchObject([
      { state: "done", runs: 1, done: 1, judged: 24, moved: 4, items: [{ runId }] },
    ]);
    const moved = await movedSamples(room.anonymous, runId);
    expect(moved.summary).toEqual({
      samples: 24,
      moved: 4,
      becameCorrect: 2,
      noLongerCorrect: 2,
      scoreBefore: 21 / 24,
      scoreAfter: 21 / 24,
    });
    expect(moved.items.map((item) => [item.problemId, item.sample, item.before, item.after])).toEqual([
      ["p0", 0, "correct", "incorrect"],
      ["p0", 1, "correct", "incorrect"],
      ["p2", 0, "incorrect", "correct"],
      ["p2", 1, "incorrect", "correct"],
    ]);
    const rows = await room.test.db.select().from(rescoreRun);
    expect(rows).toMatchObject([
      {
        runId,
        fromKey: old,
        toKey: key,
        state: "done",
        samples: 24,
        moved: 4,
        becameCorrect: 2,
        noLongerCorrect: 2,
        scoreBefore: 21 / 24,
        scoreAfter: 21 / 24,
      },
    ]);
    const kept = await room.test.db.select().from(verdict).where(ne(verdict.verifierKey, key));
    expect(kept.map((row) => [row.verifierKey, row.problemId]).sort()).toEqual([
      [old, "p0"],
      [old, "p0"],
      [old, "p2"],
      [old, "p2"],
    ]);
    expect(
      await room.test.db.$count(verdict, and(eq(verdict.runId, runId), eq(verdict.verifierKey, key))),
    ).toBe(24);
    expect((await getBoard(room.anonymous, { benchmark: "sentinel" })).verifier).toBe(key);
    const then = await getBoard(room.anonymous, { benchmark: "sentinel", verifier: old });
    expect([then.verifier, then.rows.length]).toEqual([old, 1]);
    expect((await getSample(room.anonymous, { runId, problemId: "p2", sample: 0 })).verdict).toMatchObject({
      outcome: "correct",
      verifierKey: key,
    });
    // Both sets of scores follow bit for bit from what is kept, and a wrong one is found.
    expect((await recomputeScores(room.system, { check: true })).differing).toEqual([]);
    await room.test.db.update(verdict).set({ outcome: "unparsed" }).where(eq(verdict.verifierKey, old));
    expect((await recomputeScores(room.system, { check: true })).differing).toEqual([
      { runId, what: `matrix under ${old}` },
    ]);
    expect(await rescoreDue(room.system)).toEqual([]);
  }, 120_000);

  it("runs stored programs again for a newer sandbox, by itself", async () => {
    const sandbox = await openSandbox("auto");
    // Python in WebAssembly comes from npm, so every machine has a sandbox.
    if (!sandbox.report.ok) throw new Error(`no sandbox here: ${sandbox.report.reason}`);
    await using room = await engineRoom();
    const { upload, ...own } = codeBenchmark();
    await importBenchmark(room.system, own);
    room.runner({ sandbox });
    const { submissionId } = await createTraceSubmission(
      room.admin,
      { benchmark: "own-code", model: "coder", method: "direct", filename: "samples.jsonl" },
      (async function* () {
        yield Buffer.from(upload);
      })(),
    );
    const runId = (await room.reaches(submissionId, ["published"])).runs[0]?.runId ?? "";
    const key = sandbox.report.verifierKey;
    expect((await getRun(room.anonymous, runId)).verifierKey).toBe(key);
    const old = await agePrograms(room, key);
    expect(await rescoreDue(room.system)).toEqual([{ runId, fromKey: old, toKey: key, samples: 10 }]);

    const settings = { ...room.system.settings, rescores: "automatic" as const };
    expect(await startDueRescore({ ...room.system, settings })).toMatchObject({ runs: 1, samples: 10 });
    await untilDone(room);
    const [done] = await room.test.db.select().from(rescoreRun);
    expect(done).toMatchObject({ state: "done", moved: 1, becameCorrect: 0, noLongerCorrect: 1, toKey: key });
    const moved = await movedSamples(room.anonymous, runId);
    expect(moved.items.map((item) => [item.problemId, item.before, item.after])).toEqual([
      ["own-check", "correct", "incorrect"],
    ]);
    expect((await getBoard(room.anonymous, { benchmark: "own-code" })).verifier).toBe(key);
    expect((await recomputeScores(room.system, { check: true })).differing).toEqual([]);
    await sandbox.sandbox?.engine.close();
  }, 200_000);
});
