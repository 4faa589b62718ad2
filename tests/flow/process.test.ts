import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { benchmarkSource } from "@/catalog/benchmarks";
import type { BenchmarkCardInput, ProblemInput } from "@/contracts/benchmark";
import { processScores } from "@/measure";
import { importBenchmark } from "@/server/domain/catalog";
import { getBoard, getRun, getSample } from "@/server/domain/leaderboard";
import { recomputeScores } from "@/server/domain/metric";
import { createTraceSubmission } from "@/server/domain/submission";
import { labelsOf, verifyProcess } from "@/verify";
import { sentinelBenchmark } from "./desk";
import { engineRoom } from "./engine-room";

/** Two parts with five wrong and five right solutions each; problem i of a part is wrong at step i while i < 5. */
const LABELS = ["gsm8k", "math"].flatMap((part) =>
  Array.from({ length: 10 }, (_, index) => ({ id: `${part}-${index}`, part, label: index < 5 ? index : -1 })),
);

function criticBenchmark(): { card: BenchmarkCardInput; problems: ProblemInput[] } {
  const { card } = sentinelBenchmark(1, "critics");
  return {
    card: { ...card, answerKind: "process" },
    problems: LABELS.map(({ id, part, label }) => ({
      id,
      statement: `Problem:\nAn own one, ${id}.\n\nSolution:\n\nStep 0:\nWe begin.`,
      gold: String(label),
      category: part,
      judging: { style: "first-error", steps: 6, label },
    })),
  };
}

async function* predictions(of: (label: number, index: number) => string) {
  for (const [index, { id, label }] of LABELS.entries())
    yield Buffer.from(`${JSON.stringify({ problem_id: id, sample: 0, response: of(label, index) })}\n`);
}

describe("a benchmark that judges solutions", () => {
  it("verifies uploaded predictions, and its board is sorted by its own metric", async () => {
    await using room = await engineRoom();
    await importBenchmark(room.system, criticBenchmark());
    room.runner();
    const submit = async (model: string, of: (label: number, index: number) => string) => {
      const input = { benchmark: "critics", model, method: "direct" };
      const { submissionId } = await createTraceSubmission(room.admin, input, predictions(of));
      const view = await room.reaches(submissionId, ["published"]);
      return view.runs[0]?.runId ?? "";
    };
    // Says that all is well, but for two errors: exact on 12 of 20, yet F1 counts the errors that it misses.
    const optimist = await submit("optimist", (label, index) => `\\boxed{${index % 10 === 0 ? label : -1}}`);
    // Finds four of five errors and calls three of five right solutions right: exact on 14 of 20.
    const careful = await submit("careful", (label, index) => {
      const place = index % 10;
      if (label >= 0) return `The first wrong step: \\boxed{${place === 4 ? 0 : label}}`;
      return place < 8 ? "\\boxed{-1}" : place === 8 ? "\\boxed{2}" : "No idea.";
    });
    const board = await getBoard(room.anonymous, { benchmark: "critics" });
    expect(board.metric).toBe("process-f1");
    expect(board.verifier).toMatch(/^process:/);
    const f1 = (2 * 0.8 * 0.6) / (0.8 + 0.6);
    expect(board.rows.map((row) => row.runId)).toEqual([careful, optimist]);
    expect(board.rows[0]?.score).toBeCloseTo(f1, 12);
    expect(board.rows[1]?.score).toBeCloseTo((2 * 0.2) / 1.2, 12);

    const run = await getRun(room.anonymous, careful);
    const named = Object.fromEntries(run.scores.map(({ metric, value }) => [metric, value]));
    expect(named).toMatchObject({ "avg@n": 0.7, "process-acc-error": 0.8, "process-acc-correct": 0.6 });
    expect(run.outcomes).toMatchObject({ correct: 14, incorrect: 4, unparsed: 2 });
    const one = await getSample(room.anonymous, { runId: careful, problemId: "math-8", sample: 0 });
    expect(one.verdict).toMatchObject({ outcome: "incorrect", extracted: "2", goldNormal: "-1" });
    expect((await recomputeScores(room.system, { check: true })).differing).toEqual([]);
  }, 120_000);

  const folder = path.join(process.env.PLUMBLINE_SHARED ?? "../shared", "data/benchmarks/processbench");
  it("scores the real ProcessBench: the gold itself is 1, a critic that never objects is 0", ({ skip }) => {
    if (!existsSync(folder)) return skip(`no ProcessBench under ${folder}`);
    const source = benchmarkSource("processbench");
    const problems = ["gsm8k", "math", "olympiadbench", "omnimath"].flatMap((part) => {
      const rows: Record<string, unknown>[] = JSON.parse(
        readFileSync(path.join(folder, `${part}.json`), "utf8"),
      );
      return rows.map((row, index) => source?.toProblem(row, index)).filter((one) => one !== undefined);
    });
    expect(problems).toHaveLength(3400);
    const scoreOf = (critic: (gold: string) => string) =>
      Object.fromEntries(
        processScores(
          problems.map((one) => {
            const verdict = verifyProcess({ text: critic(one.gold), gold: one.gold, style: "first-error" });
            const said = verdict.extracted;
            return {
              part: one.category ?? "all",
              gold: labelsOf(one.gold, "first-error"),
              steps: null,
              predictions: [said === null ? null : labelsOf(said, "first-error")],
            };
          }),
          { scheme: "first-error", seed: "real", resamples: 20 },
        ).map(({ metric, value }) => [metric, value]),
      );
    expect(scoreOf((gold) => `\\boxed{${gold}}`)).toMatchObject({ "process-f1": 1, "process-accuracy": 1 });
    expect(scoreOf(() => "\\boxed{-1}")).toMatchObject({
      "process-f1": 0,
      "process-acc-error": 0,
      "process-acc-correct": 1,
    });
  });

  const delta = path.join(process.env.PLUMBLINE_SHARED ?? "../shared", "data/benchmarks/deltabench");
  it("scores the real DeltaBench examples: the gold itself is 1", ({ skip }) => {
    const file = path.join(delta, "Deltabench_v1_examples.jsonl");
    if (!existsSync(file)) return skip(`no DeltaBench under ${delta}`);
    const source = benchmarkSource("deltabench");
    const items = readFileSync(file, "utf8")
      .split("\n")
      .filter((line) => line !== "")
      .map((line, index) => source?.toProblem(JSON.parse(line), index))
      .filter((one) => one !== undefined)
      .map((one) => {
        const sections = labelsOf(one.gold, "wrong-sections");
        const report = sections
          .map((number) => `Error Section Number: ${number}\nExplanation: wrong.`)
          .join("\n");
        const text = sections.length === 0 ? "Conclusion: no error" : `Conclusion: yes\n${report}`;
        const verdict = verifyProcess({ text, gold: one.gold, style: "wrong-sections" });
        expect(verdict.outcome).toBe("correct");
        const steps = Number(one.judging?.sections);
        expect(Math.max(0, ...sections)).toBeLessThanOrEqual(steps);
        return {
          part: "all",
          gold: sections,
          steps,
          predictions: [labelsOf(verdict.extracted ?? "", "wrong-sections")],
        };
      });
    expect(items.length).toBeGreaterThan(5);
    for (const { metric, value } of processScores(items, {
      scheme: "wrong-sections",
      seed: "real",
      resamples: 20,
    }))
      expect([metric, value]).toEqual([metric, 1]);
  });
});
