import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  answerOf,
  drawProblem,
  familiesOf,
  generateBenchmark,
  LEVELS,
  type Problem,
  parseStatement,
  planSteps,
  seededRandom,
  solveSteps,
  writeStatement,
} from "./index";

const levelAndFamily = fc
  .constantFrom(...LEVELS)
  .chain((level) => fc.record({ level: fc.constant(level), family: fc.constantFrom(...familiesOf(level)) }));
const seeds = fc.integer({ min: -(2 ** 31) + 1, max: 2 ** 31 - 1 });

/** Checks an answer against the statement's own meaning, without the solver's steps. */
function holds(problem: Problem, answer: number): boolean {
  switch (problem.family) {
    case "chain": {
      let value = problem.start;
      for (const operation of problem.operations) {
        if (operation.kind === "add") value += operation.amount;
        else if (operation.kind === "subtract") value -= operation.amount;
        else if (operation.kind === "multiply") value *= operation.amount;
        else value /= 2;
        if (!(Number.isInteger(value) && value > 0 && value < 1000)) return false;
      }
      return value === answer;
    }
    case "linear":
      if (problem.form === "ax+b=c") return problem.a * answer + problem.b === problem.c;
      if (problem.form === "ax+b=kx+d")
        return problem.a * answer + problem.b === problem.k * answer + problem.d;
      return problem.a * (answer + problem.b) + problem.c === problem.d;
    case "modular": {
      let total = problem.a;
      if (problem.form !== "a+c") total *= problem.b;
      total += problem.form === "a*b+d*e" ? problem.d * problem.e : problem.c;
      return answer >= 0 && answer < problem.m && (total - answer) % problem.m === 0;
    }
  }
}

describe("bundled problems", () => {
  it("have a solution that satisfies the statement, with as many steps as the level says", () => {
    fc.assert(
      fc.property(levelAndFamily, seeds, ({ level, family }, seed) => {
        const problem = drawProblem(family, level, seededRandom(seed));
        expect(planSteps(problem)).toHaveLength(level);
        expect(holds(problem, answerOf(problem))).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it("are read back from their text alone", () => {
    fc.assert(
      fc.property(levelAndFamily, seeds, ({ level, family }, seed) => {
        const random = seededRandom(seed);
        const problem = drawProblem(family, level, random);
        expect(parseStatement(writeStatement(problem, random))).toEqual(problem);
      }),
      { numRuns: 2000 },
    );
  });

  it("read any other text as null", () => {
    fc.assert(fc.property(fc.string(), (text) => parseStatement(text) === null));
    expect(parseStatement("Max has 51 beads. Max dances. How many beads are left?")).toBeNull();
    expect(parseStatement("What is (3+4*5) mod 7?")).toBeNull();
    expect(parseStatement("Solve 6x=5 for x.")).toBeNull();
  });

  it("include the wordings of the specification", () => {
    const chain = parseStatement(
      "Max has 51 beads. The number grows 5 times. Max buys 5 more. How many beads are left?",
    );
    const linear = parseStatement("Solve 6x+58=5x+62 for x.");
    const modular = parseStatement("What is (17*4+9) mod 7?");
    expect([chain, linear, modular].map((problem) => problem && solveSteps(problem))).toEqual([
      [
        { expression: "51*5", value: 255 },
        { expression: "255+5", value: 260 },
      ],
      [
        { expression: "6-5", value: 1 },
        { expression: "62-58", value: 4 },
        { expression: "4/1", value: 4 },
      ],
      [
        { expression: "17*4", value: 68 },
        { expression: "68+9", value: 77 },
        { expression: "77 mod 7", value: 0 },
      ],
    ]);
  });
});

describe("generateBenchmark", () => {
  it("gives sixty problems, ten a level, with families in balance", () => {
    const { problems } = generateBenchmark();
    expect(problems).toHaveLength(60);
    for (const level of LEVELS) {
      const families = problems.filter((problem) => problem.level === level).map(({ family }) => family);
      expect(families).toHaveLength(10);
      const counts = familiesOf(level).map((family) => families.filter((other) => other === family).length);
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    }
    expect(problems.map(({ ordinal }) => ordinal)).toEqual([...problems.keys()]);
    expect(new Set(problems.map(({ id }) => id)).size).toBe(60);
  });

  it("never repeats a statement and agrees with its own solver", () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 1, max: 400 }), (seed, size) => {
        const { problems } = generateBenchmark({ seed, size });
        expect(problems).toHaveLength(size);
        expect(new Set(problems.map(({ statement }) => statement)).size).toBe(size);
        for (const { statement, gold } of problems) {
          const problem = parseStatement(statement);
          expect(problem && String(answerOf(problem))).toBe(gold);
        }
      }),
      { numRuns: 20 },
    );
  });

  it("is the same on every machine: the shipped version has this hash", () => {
    const text = JSON.stringify(generateBenchmark());
    expect(createHash("sha256").update(text).digest("hex")).toBe(
      "4089fceb5078cd436b9b76c4d5bb50ad60a55f5d7c8e0e154a9bce02ca2604ca",
    );
    expect(generateBenchmark({ seed: 1 })).not.toEqual(generateBenchmark({ seed: 2 }));
  });

  it("refuses a size or seed it cannot honour", () => {
    expect(() => generateBenchmark({ size: 0 })).toThrow(RangeError);
    expect(() => generateBenchmark({ seed: 0.5 })).toThrow(RangeError);
  });
});
