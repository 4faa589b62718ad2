import { expect, test } from "vitest";
import { METHOD_CARDS } from "@/catalog/methods";
import type { MethodFact } from "@/contracts/chart";
import { chartOf as ownChart, runOf } from "../testing/own-chart";
import { fact } from "../testing/rows";
import { ownCharts } from ".";
import { slopePerDoubling } from "./budgets";

const right = { group: 0, correct: true };
const wrong = { group: 1, correct: false };
const none = { group: -1, correct: false };

function chartsOf(method: string, items: MethodFact[]) {
  return ownCharts(method, [runOf(items)]);
}

function chartOf(method: string, name: string, items: MethodFact[], params: Record<string, unknown> = {}) {
  return ownChart(method, name, runOf(items, { params }));
}

test("every own chart of every method is empty with a sentence where nothing is recorded", () => {
  for (const { id } of METHOD_CARDS) {
    const charts = chartsOf(id, []);
    expect(new Set(charts.map((chart) => chart.name)).size).toBe(charts.length);
    for (const chart of charts) {
      expect(chart.rows).toEqual([]);
      expect(chart.summary).toMatch(/\.$/);
    }
    // Artifacts of another shape are left out, not drawn wrongly.
    for (const chart of chartsOf(id, [fact("p", { artifacts: { strange: [1, { deep: true }] } })])) {
      expect(chart.summary.length).toBeGreaterThan(10);
    }
  }
});

const trace = (
  problemId: string,
  answers: (typeof right)[],
  last: typeof right,
  mode: typeof right,
  entropyBits: number,
) =>
  fact(problemId, {
    artifacts: {
      subthoughts: answers.map((answer) => ({ answer })),
      lastAnswer: last,
      modeAnswer: mode,
      entropyBits,
    },
  });

test("subthought: last against most frequent, entropy by outcome, what the vote changes", () => {
  const items = [
    trace("a", [right, right, wrong], wrong, right, 0.9),
    trace("b", [right, right], right, right, 0),
    trace("c", [wrong, none, wrong], wrong, wrong, 0.9),
  ];
  const accuracy = chartOf("subthought", "last-and-mode", items);
  expect(accuracy.rows.map((row) => [row.what, row.value])).toEqual([
    ["run: last", 1 / 3],
    ["run: most frequent", 2 / 3],
  ]);
  expect(accuracy.summary).toContain("+33.3 points");
  const patterns = chartOf("subthought", "patterns", items);
  expect(patterns.rows.filter((row) => row.count === 1).map((row) => row.part)).toEqual([
    "both right",
    "mode corrects last",
    "both wrong, settled",
  ]);
  expect(chartOf("subthought", "entropy", items).rows.map((row) => row.value)).toEqual([0, 0.9]);
  expect(chartOf("subthought", "evolution", items).summary).toBe(
    "In 2 of 3 traces the answer changes along the way.",
  );
  expect(chartOf("subthought", "risk-coverage", items).rows.at(-1)?.value).toBeCloseTo(2 / 3, 12);
  const along = chartOf("subthought", "along-the-trace", items).rows;
  expect(along.find((row) => row.line === "correct" && row.x === 100)?.value).toBeCloseTo(1 / 3, 12);
});

test("sift: what would be returned after each stage, and where samples leave", () => {
  const stage = (number: number, agree: boolean, answer: typeof right, tokens: number) => ({
    stage: number,
    answerFromNote: answer,
    answerFromBoth: answer,
    agree,
    answer,
    completionTokens: tokens,
  });
  const items = [
    fact("a", {
      callTokens: [10, 5],
      artifacts: { exit: 1, plain: wrong, stages: [stage(1, true, right, 40)] },
    }),
    fact("b", {
      outcome: "incorrect",
      callTokens: [20, 5],
      artifacts: {
        exit: "fallback",
        plain: wrong,
        stages: [stage(1, false, wrong, 60), stage(2, false, wrong, 80)],
      },
    }),
  ];
  const stages = chartOf("sift", "stages", items).rows;
  expect(stages.map((row) => [row.stage, row.tokens, row.value])).toEqual([
    ["plain", 15, 0],
    ["stage 1", 50, 0.5],
    ["stage 2", 60, 0.5],
    ["stage 3", 60, 0.5],
  ]);
  expect(chartOf("sift", "exits", items).summary).toBe("stage 1 50.0 %, fallback 50.0 %.");
  expect(chartOf("sift", "both-right", items).rows.map((row) => row.value)).toEqual([0.5, 0.5, 0.5]);
});

test("thinking budgets: one curve, points per doubling, finished and unfinished apart", () => {
  const at = (budget: number, finished: boolean, answer: typeof right) => ({
    budget,
    thinkingTokens: budget,
    finished,
    answer,
  });
  const items = [
    fact("a", { artifacts: { budgets: [at(8, false, wrong), at(16, true, right)] } }),
    fact("b", { artifacts: { budgets: [at(8, false, right), at(16, false, wrong)] } }),
  ];
  const curve = chartOf("thinking-budget", "budget-curve", items);
  expect(curve.rows.map((row) => [row.x, row.value])).toEqual([
    [8, 0.5],
    [16, 0.5],
  ]);
  const finished = chartOf("thinking-budget", "finished", items).rows;
  expect(finished.find((row) => row.line === "share finished" && row.x === 16)?.value).toBe(0.5);
  expect(finished.find((row) => row.line === "accuracy of finished")).toMatchObject({ x: 16, value: 1 });
  expect(
    slopePerDoubling([
      { x: 8, y: 0.2 },
      { x: 16, y: 0.3 },
      { x: 32, y: 0.4 },
    ]),
  ).toBeCloseTo(0.1, 12);
  expect(slopePerDoubling([{ x: 8, y: 0.2 }])).toBeNull();
});

test("budget forcing: accuracy by waits, and control of the budget", () => {
  const forced = (overruled: number, tokens: number) => ({
    requestedThinkingTokens: 100,
    thinkingTokens: tokens,
    overruled,
    cutOff: tokens >= 100,
  });
  const items = [
    fact("a", { artifacts: forced(2, 40) }),
    fact("b", { outcome: "incorrect", artifacts: forced(0, 120) }),
  ];
  expect(chartOf("budget-forcing", "waits", items).rows.map((row) => row.what)).toEqual([
    "0 waits (1 sample)",
    "2 waits (1 sample)",
  ]);
  expect(chartOf("budget-forcing", "thinking", items).summary).toContain(
    "Control 50.0 % of samples within the budget",
  );
  expect(chartOf("budget-forcing", "ended", items).summary).toBe(
    "ended by itself 50.0 %, cut off at the budget 50.0 %.",
  );
});

test("segments: finished, and finished right, within each number", () => {
  const of = (count: number, finished: boolean) => ({
    segmentTokens: 16,
    segments: Array.from({ length: count }, () => ({ tokens: 16 })),
    finished,
  });
  const items = [
    fact("a", { artifacts: of(1, true) }),
    fact("b", { outcome: "truncated", artifacts: of(2, false) }),
  ];
  const rows = chartOf("segmented", "segments", items).rows;
  expect(rows.map((row) => [row.line, row.x, row.value])).toEqual([
    ["finished", 1, 0.5],
    ["finished and right", 1, 0.5],
    ["finished", 2, 0.5],
    ["finished and right", 2, 0.5],
  ]);
  expect(chartOf("segmented", "segment-length", items).rows.at(-1)).toMatchObject({ x: 32, value: 1 });
});

test("adactrl: tags against the difficulty that the run's own samples show", () => {
  const tagged = (problem: string, sample: number, tag: string | null, outcome: MethodFact["outcome"]) =>
    fact(problem, { sample, outcome, artifacts: { tag, formatValid: tag !== null } });
  const items = [
    tagged("a", 0, "Easy", "correct"),
    tagged("a", 1, "Hard", "correct"),
    tagged("b", 0, "Hard", "incorrect"),
    tagged("c", 0, null, "incorrect"),
  ];
  expect(chartOf("adactrl", "tags", items).summary).toBe("Easy 25.0 %, Hard 50.0 %, no tag 25.0 %.");
  const cells = chartOf("adactrl", "calibration", items);
  expect(cells.rows.map((row) => [row.measured, row.tag, row.count])).toEqual([
    ["easy", "Easy", 1],
    ["easy", "Hard", 1],
    ["hard", "Easy", 0],
    ["hard", "Hard", 1],
  ]);
  expect(cells.summary).toContain("66.7 % of 3 samples");
});

test("plans: quality of those that were carried out several times, form and answer", () => {
  const items = [
    fact("a", {
      artifacts: {
        variant: "planQuality",
        formatValid: true,
        plans: [{ answers: [right, wrong] }, { answers: [right, right] }],
      },
    }),
  ];
  expect(chartOf("plan-then-act", "plan-quality", items).rows.map((row) => row.value)).toEqual([0.75, 1]);
  expect(
    chartOf("ppe-plan", "form", [fact("a", { artifacts: { strategy: "plan", formatValid: false } })]).summary,
  ).toBe("broke the form, right 100.0 %.");
});

test("reflection words are counted per thinking token at their places", () => {
  const items = [
    fact("a", {
      artifacts: {
        thinkingTokens: 48,
        wordsPer1000: 41.7,
        places: [
          { position: 0, added: 2 },
          { position: 1, added: 4 },
        ],
      },
    }),
    fact("b", { artifacts: { thinkingTokens: 24, wordsPer1000: 0, places: [] } }),
  ];
  const rows = chartOf("cyclic-reflex", "word-places", items).rows;
  expect(rows[0]).toMatchObject({ from: 0, to: 2, words: 2, tokens: 4, per1000: 500, added: 3 });
  expect(rows.at(-1)).toMatchObject({ tokens: 2, words: 0, added: null });
});

test("recorded scores: what the highest one picks of each problem", () => {
  const scored = (problem: string, sample: number, score: number, outcome: MethodFact["outcome"]) =>
    fact(problem, { sample, score, outcome });
  const items = [
    scored("a", 0, 0.9, "correct"),
    scored("a", 1, 0.1, "incorrect"),
    scored("b", 0, 0.9, "incorrect"),
    scored("b", 1, 0.2, "correct"),
    scored("c", 0, 0.5, "incorrect"),
  ];
  expect(chartOf("best-of-n", "chosen", items).rows.map((row) => row.count)).toEqual([1, 1, 1]);
  expect(chartOf("best-of-n", "score-reliability", items).rows.length).toBeGreaterThan(3);
});
