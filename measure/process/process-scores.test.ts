import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { opvValues } from "./first-error";
import type { ProcessItem, ProcessScheme } from "./process-item";
import { processScores } from "./process-scores";

const item = (gold: number[], prediction: number[] | null, more: Partial<ProcessItem> = {}): ProcessItem => ({
  part: "all",
  gold,
  steps: 10,
  predictions: [prediction],
  ...more,
});
const times = (count: number, made: ProcessItem): ProcessItem[] => Array.from({ length: count }, () => made);
const valuesOf = (items: readonly ProcessItem[], scheme: ProcessScheme) =>
  Object.fromEntries(
    processScores(items, { scheme, seed: "s", resamples: 10 }).map(({ metric, value }) => [metric, value]),
  );

describe("ProcessBench", () => {
  it("is the harmonic mean of the two accuracies: 0.6 and 0.9 give 0.72", () => {
    const items = [
      ...times(6, item([3], [3])),
      ...times(4, item([3], [2])),
      ...times(9, item([-1], [-1])),
      item([-1], [0]),
    ];
    const values = valuesOf(items, "first-error");
    expect(values["process-f1"]).toBeCloseTo(0.72, 12);
    expect(values["process-acc-error"]).toBe(0.6);
    expect(values["process-acc-correct"]).toBe(0.9);
    expect(values["process-accuracy"]).toBe(0.75);
  });

  it("is the plain mean over parts, whatever their sizes, and 0 where both accuracies are", () => {
    const perfect = [...times(30, item([1], [1], { part: "gsm8k" })), item([-1], [-1], { part: "gsm8k" })];
    const hopeless = [item([1], [-1], { part: "math" }), item([-1], [1], { part: "math" })];
    expect(valuesOf([...perfect, ...hopeless], "first-error")["process-f1"]).toBe(0.5);
  });

  it("counts what cannot be read as wrong, and is undefined where a part has no right solution", () => {
    expect(valuesOf([item([2], null), item([-1], null)], "first-error")["process-f1"]).toBe(0);
    expect(valuesOf([item([2], [2])], "first-error")["process-f1"]).toBeNull();
    expect(
      valuesOf([item([2], [2]), item([-1], [-1], { predictions: [] })], "first-error")["process-f1"],
    ).toBeNull();
  });
});

describe("OPV-Bench", () => {
  it("reproduces the relation of the published undergraduate figures from recall and accuracies", () => {
    // 600 right solutions, 435 found (recall 72.5 %); of 600 wrong ones 545 called wrong, 270 at the exact step.
    const items = [
      ...times(435, item([-1], [-1])),
      ...times(165, item([-1], [4])),
      ...times(270, item([3], [3])),
      ...times(100, item([3], [4])),
      ...times(175, item([3], [7])),
      ...times(55, item([3], [-1])),
    ];
    const values = valuesOf(items, "opv");
    const f1 = (falseCalls: number) => {
      const precision = 435 / (435 + falseCalls);
      return (2 * precision * 0.725) / (precision + 0.725);
    };
    expect(values["opv-recall"]).toBe(0.725);
    expect(values["opv-f1-precise"]).toBeCloseTo(f1(330), 12);
    expect(values["opv-f1-approximate"]).toBeCloseTo(f1(230), 12);
    expect(values["opv-f1-rough"]).toBeCloseTo(f1(55), 12);
    expect(values["opv-acc-rough"]).toBeCloseTo((435 + 545) / 1200, 12);
  });

  it("does not take a solution called right for one whose error is a step off", () => {
    const values = opvValues([item([0], [-1]), item([0], [1]), item([-1], null), item([-1], [-1])]);
    expect(values["opv-acc-precise"]).toBe(1 / 4);
    expect(values["opv-acc-approximate"]).toBe(2 / 4);
    expect(values["opv-acc-rough"]).toBe(2 / 4);
  });
});

describe("DeltaBench", () => {
  it("averages precision, recall and F1 over traces and pools the counts for micro", () => {
    const items = [item([2, 4], [2, 3, 9]), item([1], null), item([5], [5])];
    const values = valuesOf(items, "wrong-sections");
    // Section 9 lies beyond the last gold one (4) and is not scored.
    expect(values["section-precision"]).toBeCloseTo((1 / 2 + 0 + 1) / 3, 12);
    expect(values["section-recall"]).toBeCloseTo((1 / 2 + 0 + 1) / 3, 12);
    expect(values["section-f1"]).toBeCloseTo((1 / 2 + 0 + 1) / 3, 12);
    expect(values["section-f1-micro"]).toBeCloseTo((2 * 2) / (3 + 4), 12);
  });

  it("has step recalls only where the number of sections is known", () => {
    const values = valuesOf([item([2, 4], [2, 3])], "wrong-sections");
    expect(values).toMatchObject({ "step-recall-correct": 7 / 8, "step-recall-error": 0.5 });
    expect(valuesOf([item([2], [2], { steps: null })], "wrong-sections")).not.toHaveProperty("step-average");
  });
});

describe("PRM800K", () => {
  it("judges the steps up to the first wrong one", () => {
    // Wrong at 3: right steps 0 to 2. Called at 2: steps 2 and 3 are judged wrong.
    const values = valuesOf([item([3], [2]), item([-1], [-1], { steps: 4 })], "prm800k");
    expect(values["step-recall-correct"]).toBeCloseTo(6 / 7, 12);
    expect(values["step-recall-error"]).toBe(1);
    expect(values["step-average"]).toBeCloseTo((6 / 7 + 1) / 2, 12);
    expect(valuesOf([item([1], [-1]), item([-1], [-1])], "prm800k")["step-recall-error"]).toBe(0);
  });
});

describe("every scheme", () => {
  const gold = fc.oneof(fc.constant(-1), fc.nat({ max: 8 }));
  const firstErrors = fc.array(fc.tuple(gold, fc.option(gold)), { minLength: 1, maxLength: 40 });

  it("stays within 0 and 1, and is 1 for the gold itself", () => {
    fc.assert(
      fc.property(firstErrors, (pairs) => {
        for (const scheme of ["first-error", "opv", "prm800k"] as const) {
          const said = valuesOf(
            pairs.map(([label, predicted]) => item([label], predicted === null ? null : [predicted])),
            scheme,
          );
          for (const value of Object.values(said))
            if (value !== null) expect(value >= 0 && value <= 1).toBe(true);
          const perfect = valuesOf(
            pairs.map(([label]) => item([label], [label])),
            scheme,
          );
          for (const value of Object.values(perfect)) expect([1, null]).toContain(value);
        }
      }),
      { numRuns: 40 },
    );
    fc.assert(
      fc.property(
        fc.array(fc.uniqueArray(fc.integer({ min: 1, max: 9 })), { minLength: 1, maxLength: 20 }),
        (golds) => {
          const perfect = valuesOf(
            golds.map((one) => item(one, one)),
            "wrong-sections",
          );
          for (const value of Object.values(perfect)) expect([1, null]).toContain(value);
        },
      ),
      { numRuns: 40 },
    );
  });

  it("does not depend on the order of the problems, and has a seeded interval around the headline only", () => {
    fc.assert(
      fc.property(firstErrors, (pairs) => {
        const items = pairs.map(([label, predicted]) =>
          item([label], predicted === null ? null : [predicted]),
        );
        expect(valuesOf([...items].reverse(), "first-error")).toEqual(valuesOf(items, "first-error"));
      }),
      { numRuns: 40 },
    );
    const items = [
      ...times(20, item([3], [3])),
      ...times(10, item([3], [1])),
      ...times(25, item([-1], [-1])),
    ];
    const [headline, ...rest] = processScores(items, { scheme: "first-error", seed: "s" });
    expect(headline?.interval.newProblems?.[0]).toBeLessThan(headline?.value ?? 0);
    expect(headline?.interval.newProblems?.[1]).toBeGreaterThan(headline?.value ?? 1);
    expect(processScores(items, { scheme: "first-error", seed: "s" })[0]).toEqual(headline);
    expect(rest.every(({ interval }) => interval.newProblems === null)).toBe(true);
  });
});
