import { createReadStream } from "node:fs";
import path from "node:path";
import { and, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import type { BenchmarkCardInput, ProblemInput } from "@/contracts/benchmark";
import { submission, verdict } from "@/db/schema";
import { handleSamples } from "@/server/api/exports";
import { importBenchmark } from "@/server/domain/catalog";
import { getBoard, getRun, getSample, listSamples } from "@/server/domain/leaderboard";
import { recomputeScores } from "@/server/domain/metric";
import { planRuns } from "@/server/domain/plan";
import { enqueueCheck, enqueueIngest } from "@/server/domain/shard";
import { createTraceSubmission, decideSubmission } from "@/server/domain/submission";
import { answered, leaseOne, openDesk, report, sampleOf, sentinelBenchmark } from "./desk";
import { engineRoom } from "./engine-room";

const FIXTURE = path.join(import.meta.dirname, "../../formats/fixtures/qwen-math-harness.jsonl");

/** The problems that the fixtures of formats/ answer. */
function ownBenchmark(): { card: BenchmarkCardInput; problems: ProblemInput[] } {
  const texts = [
    ["Ada packs $12$ boxes with $7$ pens each. How many pens does she pack?", "84"],
    ["Solve $3x - 5 = 16$ for $x$. Give the value of $x$ only.", "7"],
    ["What is the remainder when $2^{10}$ is divided by $7$?", "2"],
    ["Compute $\\frac{3}{4} + \\frac{1}{8}$ as a common fraction.", "\\frac{7}{8}"],
    ["A square has diagonal $6\\sqrt{2}$. What is its area, in square units?", "36"],
  ];
  const { card } = sentinelBenchmark(1, "own");
  return {
    card: { ...card, answerKind: "expression" },
    problems: texts.map(([statement = "", gold = ""], index) => ({
      id: `own-${index + 1}`,
      statement,
      gold,
    })),
  };
}

describe("what a file's own tool judged", () => {
  it("is stored and shown beside ours, compared, filterable, and in no score", async () => {
    await using room = await engineRoom();
    await importBenchmark(room.system, ownBenchmark());
    room.runner();
    const { submissionId } = await createTraceSubmission(
      room.admin,
      { benchmark: "own", model: "uploaded", method: "direct", filename: "test.jsonl" },
      createReadStream(FIXTURE),
    );
    await room.reaches(submissionId, ["needs_decision"]);
    await decideSubmission(room.admin, { id: submissionId, decision: "continue" });
    const view = await room.reaches(submissionId, ["published"]);
    const runId = view.runs[0]?.runId ?? "";

    const run = await getRun(room.anonymous, runId);
    expect(run.imported).toEqual([
      {
        verifierKey: "imported:qwen-math-harness",
        judged: 10,
        notJudged: 0,
        correct: 4,
        agree: 9,
        onlyOurs: 1,
        onlyTheirs: 0,
      },
    ]);
    expect(run.scores[0]?.value).toBe(0.5);
    expect(run.outcomes.correct).toBe(5);
    expect((await recomputeScores(room.system, { check: true })).differing).toEqual([]);
    const theirBoard = await getBoard(room.anonymous, {
      benchmark: "own",
      verifier: "imported:qwen-math-harness",
    });
    expect(theirBoard.rows).toEqual([]);

    const page = await listSamples(room.anonymous, { runId, disagree: true, limit: 50 });
    expect(page.items.map((item) => [item.problemId, item.sample, item.outcome, item.imported])).toEqual([
      [
        "own-5",
        1,
        "correct",
        { verifierKey: "imported:qwen-math-harness", outcome: "incorrect", extracted: "36" },
      ],
    ]);
    expect((await listSamples(room.anonymous, { runId, limit: 50 })).items).toHaveLength(10);
    const lines = await handleSamples(
      new Request(`http://localhost/api/v1/runs/${runId}/samples?format=ndjson&disagree=1`),
      runId,
      async () => room.anonymous,
    );
    expect((await lines.text()).trim().split("\n")).toHaveLength(1);
    const one = await getSample(room.anonymous, { runId, problemId: "own-1", sample: 0 });
    expect([one.verdict?.verifierKey.split(":")[0], one.imported]).toEqual([
      "answer",
      { verifierKey: "imported:qwen-math-harness", outcome: "correct", extracted: "84" },
    ]);
  });

  it("is taken once, from a held lease of a trusted runner's store pass only", async () => {
    await using desk = await openDesk({ problems: 3 });
    const { submissionId } = await createTraceSubmission(
      desk.admin,
      { benchmark: "sentinel", model: "uploaded", method: "direct" },
      (async function* () {
        yield Buffer.from("{}\n");
      })(),
    );
    await enqueueCheck(desk.system, submissionId);
    const check = await leaseOne(desk.runner, { kinds: ["ingest"] });
    const ingest = {
      format: "table",
      lines: 3,
      goodLines: 3,
      badLines: 0,
      samplesPerProblem: 1,
      problems: 3,
      partial: false,
      matchedBy: { id: 3 },
    };
    const imported = [
      { problemId: "p0", sample: 0, tool: "some tool/1 <b>", correct: true, extracted: "8\u00004" },
      { problemId: "p1", sample: 0, tool: "some tool/1 <b>", correct: null, extracted: "7" },
    ];
    await expect(report(desk.runner, check, { imported, done: false })).rejects.toMatchObject({
      code: "invalid_input",
    });
    await report(desk.runner, check, { ingest });
    await desk.test.db.update(submission).set({ state: "checking" }).where(eq(submission.id, submissionId));
    const { runs } = await planRuns(desk.system, submissionId);
    const runId = runs[0]?.runId ?? "";
    await enqueueIngest(desk.system, runId);
    const held = await leaseOne(desk.runner, { kinds: ["ingest"] });
    await expect(report(desk.runner, held, { imported, done: false })).rejects.toMatchObject({
      message: "It is about a sample that is not stored.",
    });
    const samples = ["p0", "p1", "p2"].map((id) => sampleOf(id, 0, "x"));
    await report(desk.runner, held, { samples, imported, done: false });
    await report(desk.runner, held, { samples, imported, done: false });
    await expect(
      report(desk.runner, { ...held, leaseGeneration: held.leaseGeneration - 1 }, { imported }),
    ).rejects.toMatchObject({ code: "stale_lease" });
    const rows = await desk.test.db
      .select()
      .from(verdict)
      .where(and(eq(verdict.runId, runId)));
    expect(rows.map((row) => [row.verifierKey, row.problemId, row.outcome, row.extracted, row.rule])).toEqual(
      [
        ["imported:some-tool/1-b-", "p0", "correct", "84", "imported/judged"],
        ["imported:some-tool/1-b-", "p1", "undecided", "7", "imported/not-judged"],
      ],
    );
    await desk.submit();
    const generate = await leaseOne(desk.untrusted, { kinds: ["generate"] });
    await expect(
      report(desk.untrusted, generate, { samples: answered(generate), imported, done: false }),
    ).rejects.toMatchObject({ code: "forbidden" });
  });
});
