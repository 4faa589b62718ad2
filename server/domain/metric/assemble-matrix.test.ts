import { describe, expect, it } from "vitest";
import { completenessOf, encodeRunMatrix } from "@/measure";
import { assembleMatrix, type JudgedSample } from "./assemble-matrix";

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
});
