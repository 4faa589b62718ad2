import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import {
  benchmarkVersion,
  boardRow,
  boardSummary,
  run,
  runMatrix,
  score,
  submission,
  suite,
  suiteBenchmark,
} from "@/db/schema";
import {
  boardCsv,
  cancelRuns,
  compareRuns,
  compareSeveral,
  getBoard,
  getRun,
  getRunManifest,
  getSample,
  getSuiteBoard,
  listRuns,
  scoreStage,
} from "@/server/domain/leaderboard";
import { recomputeScores } from "@/server/domain/metric";
import { sha256OfJson } from "@/server/domain/plan";
import { cancelSubmission, withdrawSubmission } from "@/server/domain/submission";
import { answered, lease, openDesk, report } from "./desk";
import { evaluate, type Rate } from "./evaluate";

const half: Rate = (problemId, sample) => (Number(problemId.slice(1)) + sample) % 2 === 0;
const mostly: Rate = (problemId, sample) => (Number(problemId.slice(1)) + sample) % 4 !== 0;

describe("boards", () => {
  it("writes the same rows when every step runs twice, and recomputes bit for bit", async () => {
    await using desk = await openDesk();
    const { submissionId, runIds } = await desk.submit({ method: "self-consistency", samples: 4 });
    await evaluate(desk, runIds, mostly);
    const [done] = await desk.test.db.select().from(submission).where(eq(submission.id, submissionId));
    expect(done?.state).toBe("published");
    expect(await desk.test.db.$count(boardRow)).toBe(2);
    expect(await recomputeScores(desk.system, { check: true })).toEqual({ runs: 2, differing: [] });
    await desk.test.db.update(score).set({ value: 0.123 }).where(eq(score.metric, "pass@k"));
    const found = await recomputeScores(desk.system, { check: true });
    expect(found.differing.map((item) => item.what)).toContain("pass@k k=1");
    await recomputeScores(desk.system, { check: false });
    expect((await recomputeScores(desk.system, { check: true })).differing).toEqual([]);
    await desk.test.db.update(runMatrix).set({ matrix: {} });
    expect((await recomputeScores(desk.system, { check: true })).differing).toHaveLength(2);
  });

  it("invariant 6: the manifest is frozen, its hash is of its canonical JSON, and it holds no address", async () => {
    await using desk = await openDesk();
    const { runIds } = await desk.submit({ apiKey: "sk-very-secret-key" });
    const runId = runIds[0] ?? "";
    await lease(desk.runner, { max: 1 });
    const { manifest, sha256 } = await getRunManifest(desk.admin, runId);
    expect(sha256OfJson(manifest)).toBe(sha256);
    expect(JSON.stringify(manifest)).not.toMatch(/127\.0\.0\.1|sk-very/);
    await expect(
      desk.test.db.update(run).set({ manifestSha256: "0" }).where(eq(run.id, runId)),
    ).rejects.toThrow();
  });

  it("keeps private and unlisted runs off the board and counts them as attempts", async () => {
    await using desk = await openDesk();
    const open = await desk.submit();
    await evaluate(desk, open.runIds, half);
    const hidden = await desk.submit({ visibility: "private" });
    await evaluate(desk, hidden.runIds, mostly);
    const unlisted = await desk.submit({ visibility: "unlisted" });
    await evaluate(desk, unlisted.runIds, mostly);
    const board = await getBoard(desk.platform.anonymous, { benchmark: "sentinel" });
    expect(board.rows.map((row) => row.runId)).toEqual(open.runIds);
    expect(board.rows[0]?.attempts).toBe(3);
    await expect(getRun(desk.platform.anonymous, hidden.runIds[0] ?? "")).rejects.toMatchObject({
      code: "not_found",
    });
    const shown = await getRun(desk.platform.anonymous, unlisted.runIds[0] ?? "");
    expect(shown.unranked).toContain("unlisted");
    expect((await getRun(desk.admin, hidden.runIds[0] ?? "")).scores.length).toBeGreaterThan(0);
    const listed = await listRuns(desk.platform.anonymous, { limit: 50 });
    expect(listed.items.map((item) => item.id)).toEqual(open.runIds);
  });

  it("compares two to four runs of one version pair by pair, and refuses more, fewer and other benchmarks", async () => {
    await using desk = await openDesk();
    const runIds: string[] = [];
    for (const rate of [half, mostly, () => true]) {
      const sent = await desk.submit();
      await evaluate(desk, sent.runIds, rate);
      runIds.push(...sent.runIds);
    }
    const found = await compareSeveral(desk.platform.anonymous, runIds);
    expect(found.runs.map((item) => item.id)).toEqual(runIds);
    expect(found.pairs.map((pair) => [pair.a, pair.b])).toEqual([
      [runIds[0], runIds[1]],
      [runIds[0], runIds[2]],
      [runIds[1], runIds[2]],
    ]);
    for (const problem of found.perProblem) expect(problem.scores[2]).toBe(1);
    for (const pair of found.pairs) {
      const alone = await compareRuns(desk.platform.anonymous, pair);
      expect(pair).toMatchObject({
        difference: alone.difference,
        interval: alone.interval,
        test: alone.test,
      });
    }
    const refused = { code: "invalid_input" };
    await expect(compareSeveral(desk.platform.anonymous, runIds.slice(0, 1))).rejects.toMatchObject(refused);
    await expect(
      compareSeveral(desk.platform.anonymous, [...runIds, "run_x", "run_y"]),
    ).rejects.toMatchObject(refused);
    await expect(compareSeveral(desk.platform.anonymous, [...runIds, "run_x"])).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("stand side by side in a suite", async () => {
    await using desk = await openDesk();
    const { runIds } = await desk.submit();
    await evaluate(desk, runIds, half);
    const [version] = await desk.test.db.select().from(benchmarkVersion);
    const card = { slug: "two", version: 1, title: "Two", description: "d", protocol: {} };
    await desk.test.db.insert(suite).values({ id: "suite_1", ...card, createdAt: new Date(0) });
    await desk.test.db
      .insert(suiteBenchmark)
      .values({ suiteId: "suite_1", benchmarkVersionId: version?.id ?? "", ordinal: 0 });
    const board = await getSuiteBoard(desk.platform.anonymous, "two");
    expect(board.suite.benchmarks.map((item) => item.slug)).toEqual(["sentinel"]);
    expect(board.rows.map((row) => row.cells.map((cell) => cell?.runId))).toEqual([runIds]);
    await expect(getSuiteBoard(desk.platform.anonymous, "none")).rejects.toMatchObject({ code: "not_found" });
  });

  it("takes withdrawn runs off and ranks the rest anew", async () => {
    await using desk = await openDesk();
    const first = await desk.submit();
    await evaluate(desk, first.runIds, half);
    const second = await desk.submit();
    await evaluate(desk, second.runIds, () => true);
    const before = await getBoard(desk.platform.anonymous, { benchmark: "sentinel" });
    expect(before.rows.map((row) => row.rankRange)).toEqual([
      [1, 1],
      [2, 2],
    ]);
    await withdrawSubmission(desk.admin, { id: second.submissionId });
    await cancelRuns(desk.system, second.submissionId);
    await cancelRuns(desk.system, second.submissionId);
    const after = await getBoard(desk.platform.anonymous, { benchmark: "sentinel" });
    expect(after.rows.map((row) => [row.runId, row.rankRange])).toEqual([[first.runIds[0], [1, 1]]]);
    await expect(getRun(desk.platform.anonymous, second.runIds[0] ?? "")).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("invariant 4: what failed in transport is missing, not wrong, and too much of it has no rank", async () => {
    await using desk = await openDesk();
    const { runIds } = await desk.submit();
    await evaluate(
      desk,
      runIds,
      () => true,
      (id) => id === "p5",
    );
    const [row] = (await getBoard(desk.platform.anonymous, { benchmark: "sentinel" })).rows;
    expect(row?.score).toBe(1);
    expect(row?.outcomes.infra_error).toBe(2);
    expect(row?.rankRange).toBeNull();
    expect(row?.unranked).toContain("2 of 24 samples are missing");
  });

  it("sorts by a view or another metric with unknown values last, and writes CSV", async () => {
    await using desk = await openDesk();
    const { runIds } = await desk.submit({ method: "self-consistency", samples: 4 });
    await evaluate(desk, runIds, mostly);
    const lift = await getBoard(desk.platform.anonymous, { benchmark: "sentinel", view: "lift" });
    expect(lift.rows.map((row) => row.lift === null)).toEqual([false, true]);
    const pass = await getBoard(desk.platform.anonymous, { benchmark: "sentinel", metric: "pass@4" });
    expect(pass.rows.map((row) => row.score === null)).toEqual([false, true]);
    expect(pass.rows.every((row) => row.rankRange === null)).toBe(true);
    const budget = await getBoard(desk.platform.anonymous, { benchmark: "sentinel", view: "budget" });
    expect(budget.rows.map((row) => row.tokens)).toEqual([30, 120]);
    const [header = "", first = ""] = boardCsv(lift).split("\r\n");
    expect(header.split(",").slice(0, 3)).toEqual(["run_id", "model", "label"]);
    expect(first).toContain("self-consistency");
    const summary = await desk.test.db.select().from(boardSummary);
    expect(summary).toHaveLength(1);
  });

  it("shows golds and statements only where they may be shown", async () => {
    await using desk = await openDesk();
    const { runIds } = await desk.submit();
    await evaluate(desk, runIds, half);
    const at = { runId: runIds[0] ?? "", problemId: "p1", sample: 0 };
    expect((await getSample(desk.platform.anonymous, at)).problem.gold).not.toBeNull();
    await desk.test.db.update(benchmarkVersion).set({ redistribution: "not-allowed" });
    const closed = await getSample(desk.platform.anonymous, at);
    expect([closed.problem.gold, closed.problem.statement, closed.verdict?.goldNormal]).toEqual([
      null,
      null,
      null,
    ]);
    expect(closed.trace?.calls[0]?.request.messages).toBeUndefined();
    await desk.test.db.update(benchmarkVersion).set({ access: "hidden-text" });
    const hidden = await getSample(desk.platform.anonymous, at);
    expect([hidden.trace, hidden.extracted, hidden.verdict?.extracted]).toEqual([null, null, null]);
    expect((await getSample(desk.admin, at)).problem.gold).not.toBeNull();
  });

  it("stops a cancelled submission: shards, runs, and leases at the next heartbeat", async () => {
    await using desk = await openDesk();
    const { submissionId, runIds } = await desk.submit();
    const [held] = await lease(desk.runner, { max: 1 });
    await cancelSubmission(desk.admin, { id: submissionId });
    await cancelRuns(desk.system, submissionId);
    const [row] = await desk.test.db
      .select()
      .from(run)
      .where(eq(run.id, runIds[0] ?? ""));
    expect(row?.state).toBe("cancelled");
    if (held === undefined) throw new Error("nothing was leased");
    await expect(report(desk.runner, held, { samples: answered(held) })).rejects.toMatchObject({
      code: "stale_lease",
    });
    expect(await lease(desk.runner)).toEqual([]);
    expect(await scoreStage(desk.system, runIds[0] ?? "")).toBe(false);
  });
});
