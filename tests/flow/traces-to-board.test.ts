import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { benchmarkSource } from "@/catalog/benchmarks";
import { importBenchmark } from "@/server/domain/catalog";
import { advanceStage, getBoard, getRun } from "@/server/domain/leaderboard";
import { recomputeScores } from "@/server/domain/metric";
import { createTraceSubmission, decideSubmission, getSubmissionView } from "@/server/domain/submission";
import { goldOf, sentinelBenchmark } from "./desk";
import { engineRoom } from "./engine-room";

const SHARED = process.env.PLUMBLINE_SHARED ?? path.join("..", "shared");
const TRACES = path.join(SHARED, "data", "traces", "zeroeval-gsm8k");
const PROBLEMS = path.join(SHARED, "data", "benchmarks", "gsm8k", "openai", "test.jsonl");
const available = existsSync(TRACES) && existsSync(PROBLEMS);

/** Published accuracy in percent (the sets' own summary, named in the manifest of the shared data). */
const PUBLISHED: Record<string, number> = {
  "o1-mini-2024-09-12": 96.06,
  "gpt-4o-2024-08-06": 96.21,
  "Meta-Llama-3.1-8B-Instruct": 84.0,
  "gemma-2-2b-it": 51.63,
};

async function* bytes(text: string): AsyncIterable<Uint8Array> {
  for (let start = 0; start < text.length; start += 65_536)
    yield Buffer.from(text.slice(start, start + 65_536));
}

const line = (problemId: string, sample: number, response: string) =>
  JSON.stringify({
    problem_id: problemId,
    sample,
    response,
    prompt_tokens: 10,
    completion_tokens: 10,
    finish_reason: "stop",
  });

describe("uploaded traces become a row", () => {
  it("asks about bad lines, goes on with the good ones, and ranks no partial run", async () => {
    await using room = await engineRoom();
    await importBenchmark(room.system, sentinelBenchmark(12));
    room.runner();
    const good = Array.from({ length: 11 }, (_, index) => line(`p${index}`, 0, `\\boxed{${goldOf(index)}}`));
    const text = [...good, "not json", line("nowhere", 0, "x")].join("\n");
    const { submissionId } = await createTraceSubmission(
      room.admin,
      { benchmark: "sentinel", model: "uploaded", method: "direct", filename: "t.jsonl" },
      bytes(text),
    );
    const waiting = await room.reaches(submissionId, ["needs_decision"]);
    expect(waiting.lineErrors.map((error) => [error.line, error.code])).toEqual([
      [0, "missing_problems"],
      [12, "not_json"],
      [13, "unknown_problem"],
    ]);
    expect(waiting.decisionDeadline).not.toBeNull();
    await decideSubmission(room.admin, { id: submissionId, decision: "continue" });
    const view = await room.reaches(submissionId, ["published"]);
    const run = await getRun(room.anonymous, view.runs[0]?.runId ?? "");
    expect(run.outcomes.correct).toBe(11);
    expect(run.unranked).toContain("1 of 12 problems");
    const [row] = (await getBoard(room.anonymous, { benchmark: "sentinel" })).rows;
    expect([row?.rankRange, row?.tier]).toEqual([null, "re-scored"]);
  });

  it("votes over an uploaded pool", async () => {
    await using room = await engineRoom();
    await importBenchmark(room.system, sentinelBenchmark(12));
    room.runner();
    const lines = Array.from({ length: 12 }, (_, index) =>
      [0, 1, 2].map((sample) => line(`p${index}`, sample, `\\boxed{${sample === 2 ? 5 : goldOf(index)}}`)),
    ).flat();
    const { submissionId } = await createTraceSubmission(
      room.admin,
      { benchmark: "sentinel", model: "uploaded", method: "self-consistency" },
      bytes(lines.join("\n")),
    );
    const view = await room.reaches(submissionId, ["published"]);
    const rows = (await getBoard(room.anonymous, { benchmark: "sentinel" })).rows;
    expect(rows.map((row) => [row.method.id, row.score?.toFixed(3)])).toEqual([
      ["self-consistency", "1.000"],
      ["direct", "0.667"],
    ]);
    for (const { runId } of view.runs) {
      expect(await advanceStage(room.system, { runId, stage: "generate", round: 7 })).toBe("done");
    }
    expect((await recomputeScores(room.system, { check: true })).differing).toEqual([]);
  });

  it.skipIf(!available)(
    "is within 1.5 points of each published score of the ZeroEval GSM8K set (skipped where PLUMBLINE_SHARED is absent)",
    async () => {
      await using room = await engineRoom();
      const source = benchmarkSource("gsm8k");
      if (source === null) throw new Error("the catalogue has no gsm8k");
      const rows = readFileSync(PROBLEMS, "utf8")
        .trim()
        .split("\n")
        .map((row): Record<string, unknown> => JSON.parse(row));
      const problems = rows.map((row, index) => source.toProblem(row, index));
      await importBenchmark(room.system, { card: source.card, problems });
      const byStatement = new Map(
        problems.map((problem) => [problem.statement.replace(/\s+/g, " ").trim(), problem.id]),
      );
      room.runner();
      for (const [model, published] of Object.entries(PUBLISHED)) {
        const outputs: { question: string; output: string[] }[] = JSON.parse(
          readFileSync(path.join(TRACES, `${model}.json`), "utf8"),
        );
        const lines = outputs.map(({ question, output }) => {
          const id = byStatement.get(question.replace(/\s+/g, " ").trim());
          if (id === undefined) throw new Error("a statement of the set is not of the benchmark");
          return JSON.stringify({ problem_id: id, sample: 0, response: output[0] ?? "" });
        });
        const { submissionId } = await createTraceSubmission(
          room.admin,
          { benchmark: "gsm8k", model },
          bytes(lines.join("\n")),
        );
        const view = await room.reaches(submissionId, ["published"], 200_000);
        const run = await getRun(room.anonymous, view.runs[0]?.runId ?? "");
        const score = (run.scores[0]?.value ?? Number.NaN) * 100;
        expect(
          Math.abs(score - published),
          `${model}: ${score.toFixed(2)} against ${published}`,
        ).toBeLessThanOrEqual(1.5);
        expect((await getSubmissionView(room.admin, { id: submissionId })).ingest?.goodLines).toBe(1319);
      }
      const board = await getBoard(room.anonymous, { benchmark: "gsm8k" });
      expect(board.rows).toHaveLength(4);
      expect(board.rows.every((row) => row.rankRange !== null && row.tokens === null)).toBe(true);
      expect(board.minimumDetectableEffect).not.toBeNull();
    },
  );
});
