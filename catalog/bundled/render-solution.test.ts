import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  answerOf,
  drawProblem,
  mistakeFor,
  NO_NOISE,
  renderSolution,
  seededRandom,
  solveSteps,
  TEACHER_NOISE,
} from "./index";

const draw = (seed: number) => drawProblem("chain", 4, seededRandom(seed));

describe("renderSolution", () => {
  it("without noise writes the exact steps and the answer", () => {
    const problem = draw(3);
    const solution = renderSolution(problem, seededRandom(1), NO_NOISE);
    const lines = solveSteps(problem).map(({ expression, value }) => `${expression}=${value}.\n`);
    expect(solution.text).toBe(`${lines.join("")}\\boxed{${answerOf(problem)}}`);
    expect(solution.correct).toBe(true);
  });

  it("notices every error when the noticed share is one", () => {
    const noise = { errorRate: 1, noticedShare: 1, recheckRate: 0 };
    const { text, steps, correct } = renderSolution(draw(5), seededRandom(2), noise);
    expect(correct).toBe(true);
    expect(text.match(/ Wait, /g)).toHaveLength(steps.length);
  });

  it("carries unnoticed errors on into later steps", () => {
    const noise = { errorRate: 1, noticedShare: 0, recheckRate: 0 };
    const { steps } = renderSolution(draw(5), seededRandom(2), noise);
    const [first, second] = steps;
    expect(first?.right).toBe(false);
    expect(second?.expression.startsWith(String(first?.value))).toBe(true);
  });

  it("is wrong about as often as its rates say", () => {
    const random = seededRandom(9);
    const rounds = 4000;
    let correct = 0;
    for (let round = 0; round < rounds; round += 1) {
      const problem = drawProblem("chain", 3, random);
      if (renderSolution(problem, random, TEACHER_NOISE).correct) correct += 1;
    }
    // Three steps with 0.15 × 0.4 unnoticed errors each: 0.94^3 = 0.83.
    expect(correct / rounds).toBeGreaterThan(0.8);
    expect(correct / rounds).toBeLessThan(0.86);
  });
});

describe("mistakeFor", () => {
  it("never returns the value itself nor leaves the whole numbers", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999 }), fc.integer(), (value, seed) => {
        const mistake = mistakeFor(value, seededRandom(seed));
        expect(mistake).not.toBe(value);
        expect(Number.isInteger(mistake) && mistake >= 0).toBe(true);
      }),
    );
  });
});
