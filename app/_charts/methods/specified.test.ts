import { expect, test } from "vitest";
import { METHOD_CARDS } from "@/catalog/methods";
import { runOf } from "../testing/own-chart";
import { fact } from "../testing/rows";
import { hasOwnCharts, ownCharts } from ".";

/** What the page of each method and of its runs shows beside the charts that all have (docs/charts.md). */
const VERIFIER = ["verification", "verification-votes", "reliability", "verification-cost"];
const CHARTS: Record<string, string[]> = {
  subthought: [
    ...["last-and-mode", "along-the-trace", "patterns", "entropy", "risk-coverage"],
    ...["self-correction", "underthinking", "evolution"],
  ],
  sift: ["stages", "exits", "exit-accuracy", "both-right", "equal-tokens"],
  "cyclic-reflex": ["word-places", "word-counts"],
  tip: ["word-places", "word-counts"],
  "budget-forcing": ["thinking", "waits", "ended"],
  "thinking-budget": ["budget-curve", "finished"],
  segmented: ["segments", "segment-length"],
  adactrl: [
    ...["tags", "tag-length", "tag-accuracy", "calibration"],
    ...["length-by-benchmark", "length-by-difficulty"],
  ],
  "plan-then-act": [
    ...["variants", "thinking-change", "form"],
    ...["plan-quality", "plan-quality-outcome", "plan-length-quality"],
  ],
  "ppe-think": ["form"],
  "ppe-plan": ["form"],
  "ppe-code": ["form"],
  "ppe-knowledge": ["form"],
  "ppe-examples": ["form"],
  heimdall: VERIFIER,
  pessimistic: VERIFIER,
  opv: [...VERIFIER, "f1", "first-errors", "error-votes"],
  "best-of-n": ["score-reliability", "chosen"],
  "weighted-vote": ["score-reliability", "chosen"],
};

test("every method has the charts that its description asks for, in their order", () => {
  for (const { id } of METHOD_CARDS) {
    expect([id, ownCharts(id, [runOf([])]).map(({ name }) => name)]).toEqual([id, CHARTS[id] ?? []]);
    expect([id, hasOwnCharts(id)]).toEqual([id, id in CHARTS]);
  }
});

test("charts over settings of their own come with the runs that tried several", () => {
  const names = (method: string, ...params: Record<string, unknown>[]) =>
    ownCharts(
      method,
      params.map((one) => runOf([fact("a")], { params: one })),
    ).map(({ name }) => name);
  expect(names("tip", { mode: "constant", delta: -3 }, { mode: "constant", delta: 1 })).toContain(
    "shift-sweep",
  );
  expect(names("cyclic-reflex", { periodTokens: 600 }, { periodTokens: 1200 })).toContain("wave-grid");
});
