import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { completenessOf, encodeRunMatrix, type SampledMatrix } from "@/measure";
import { assembleMatrix, type JudgedSample, joinMatrices } from "./assemble-matrix";

const judged = (problemId: string, sample: number, more: Partial<JudgedSample> = {}): JudgedSample => ({
  problemId,
  sample,
  outcome: "correct",
  answerClass: 0,
  tokens: 10,
  ...more,
});

describe("the matrix of a run", () => {
  it("is in problem order and index order, whatever the order of the rows", () => {
    const matrix = assembleMatrix({
      problemIds: ["b", "a"],
      samplesPerProblem: 2,
      kind: "generated",
      samples: [
        judged("a", 1, { outcome: "incorrect", answerClass: 1 }),
        judged("b", 0),
        judged("a", 0),
        judged("b", 1),
      ],
    });
    expect(encodeRunMatrix(matrix)).toMatchObject({
      outcomes: ["cc", "ci"],
      classes: [
        [0, 0],
        [0, 1],
      ],
    });
  });

  it("holds a missing sample of a generated run in its place", () => {
    const matrix = assembleMatrix({
      problemIds: ["a"],
      samplesPerProblem: 3,
      kind: "generated",
      samples: [judged("a", 2)],
    });
    expect(matrix.problems[0]?.map((sample) => sample.outcome)).toEqual([null, null, "correct"]);
    expect(completenessOf(matrix, "generated").missing).toBe(2);
  });

  it("sees a gap in an upload as a partial run", () => {
    const matrix = assembleMatrix({
      problemIds: ["a", "b"],
      samplesPerProblem: 2,
      kind: "imported",
      samples: [judged("a", 0), judged("a", 1), judged("b", 0), judged("b", 7)],
    });
    expect(completenessOf(matrix, "imported").state).toBe("partial");
  });

  it("records no classes where a correct answer has none, and none for what has no answer", () => {
    const samples = [judged("a", 0, { outcome: "unparsed", answerClass: 3 }), judged("a", 1)];
    const matrix = assembleMatrix({ problemIds: ["a"], samplesPerProblem: 2, kind: "generated", samples });
    expect(matrix.problems[0]?.[0]?.answerClass).toBe(-1);
    const code = [judged("a", 0, { answerClass: -1 })];
    expect(
      assembleMatrix({ problemIds: ["a"], samplesPerProblem: 1, kind: "generated", samples: code })
        .classesRecorded,
    ).toBe(false);
  });

  it("is the same in one piece and joined from pages of problems", () => {
    const outcome = fc.constantFrom("correct" as const, "incorrect" as const, "unparsed" as const, null);
    const answer = fc.record({
      outcome,
      answerClass: fc.constantFrom(-1, 0, 1),
      tokens: fc.constantFrom(null, 7),
    });
    fc.assert(
      fc.property(
        fc.array(fc.array(answer, { maxLength: 4 }), { maxLength: 6 }),
        fc.constantFrom("generated" as const, "imported" as const),
        fc.integer({ min: 1, max: 6 }),
        (problems, kind, perPage) => {
          const ids = problems.map((_, index) => `p${index}`);
          const samples = problems.flatMap((answers, problem) =>
            answers.map((one, sample) => ({ ...one, problemId: `p${problem}`, sample })),
          );
          const of = (problemIds: string[]) => {
            const own = samples.filter((one) => problemIds.includes(one.problemId));
            return assembleMatrix({ problemIds, samplesPerProblem: 3, kind, samples: own });
          };
          const pages: SampledMatrix[] = [];
          for (let first = 0; first < ids.length; first += perPage)
            pages.push(of(ids.slice(first, first + perPage)));
          expect(joinMatrices(pages, 3)).toEqual(of(ids));
        },
      ),
    );
  });
});
