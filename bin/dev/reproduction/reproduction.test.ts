import { describe, expect, it } from "vitest";
import { agrees, publishedOf } from "./published";
import { reproduceFile } from "./reproduce-file";
import { hendrycksEquivalent } from "./rules/hendrycks";
import { choiceByOnlyLetter } from "./rules/only-letter";
import { sameNumber } from "./rules/same-number";
import { zeroEvalCorrect } from "./rules/zeroeval";

describe("rules of tools", () => {
  it("ZeroEval compares the first number of the JSON answer", () => {
    const is = (response: string, gold: string, model = "own") => zeroEvalCorrect({ model, response, gold });
    expect(is('```json\n{"reasoning": "r", "answer": "$1,200 dollars"}\n```', "# 1200")).toBe(true);
    expect(is('{"reasoning": "cut", "answer": "18', "# 18")).toBe(true);
    expect(is('{"answer": "1/2"}', "# 0.5")).toBe(true);
    expect(is('{"answer": "about 3 or 4"}', "# 4")).toBe(false);
    expect(is("so \\boxed{36}", "# 36")).toBe(false);
    expect(is("so \\boxed{36}", "# 36", "Meta-Llama-3.1-8B")).toBe(true);
    expect(is('{"reasoning": "none"}', "# 1")).toBe(false);
  });

  it("ToRA compares numbers within a tolerance, percentages either way", () => {
    expect(sameNumber("1,000", "1000")).toBe(true);
    expect(sameNumber("0.25", "25\\%")).toBe(true);
    expect(sameNumber("33.3333", "33.333")).toBe(true);
    expect(sameNumber("18 apples", "18")).toBe(false);
    expect(sameNumber("", "0")).toBe(false);
  });

  it("Evalchemy compares cleaned LaTeX as text", () => {
    for (const [a, b] of [
      ["\\dfrac12", "\\frac{1}{2}"],
      ["1/2", "\\frac12"],
      ["x = 5", "5"],
      ["90^\\circ", "90"],
      ["\\sqrt3", "\\sqrt{3}"],
      [".5", "0.5"],
      ["10\\text{ cm}", "10"],
      ["50\\%", "50"],
    ])
      expect(hendrycksEquivalent(a ?? "", b ?? ""), `${a} and ${b}`).toBe(true);
    expect(hendrycksEquivalent("1,000", "1000")).toBe(false);
    expect(hendrycksEquivalent("0.25", "\\frac{1}{4}")).toBe(false);
  });

  it("LawBench wants one letter and no other", () => {
    expect(choiceByOnlyLetter("[正确答案]B<eoa>", "正确答案：B。")).toBe(true);
    expect(choiceByOnlyLetter("A or B", "正确答案：B。")).toBe(false);
    expect(choiceByOnlyLetter("", "正确答案：B。")).toBe(false);
  });
});

describe("published scores", () => {
  it("are read in every form of the manifests, and compared at their own precision", () => {
    const of = (entry: object, file = "set/own.json", rows = 10) =>
      publishedOf([entry], file, null, rows)[0]?.value;
    expect(of({ model: "own", value: 84.3 })).toBeCloseTo(0.843);
    expect(of({ file: "set/own.json", accuracy: 0.466 })).toBe(0.466);
    expect(of({ file: "set/other.json", accuracy: 0.466 })).toBeUndefined();
    expect(of({ correct: 3, total: 4 })).toBe(0.75);
    expect(of({ correct: 3, of: 40 })).toBeUndefined();
    expect(of({ counts: { TRUE: 1, FALSE: 3 } })).toBe(0.25);
    expect(of({ file: "set/own.json", scores: [{ name: "match", accuracy: 0.5 }] })).toBe(0.5);
    expect(of({ file: "set/own.json", scores: [] })).toBeUndefined();
    expect(publishedOf([{ small: 21.5, large: 30 }], "set/own.json", "small", 9)[0]?.value).toBeCloseTo(
      0.215,
    );
    expect(agrees(1 / 15, { value: 0.067, decimals: 1, label: "" })).toBe(true);
    expect(agrees(0.0651, { value: 0.067, decimals: 1, label: "" })).toBe(false);
  });
});

describe("reproduceFile", () => {
  const problem = (id: string, gold: string) => ({
    id,
    statement: id,
    images: [],
    options: null,
    answerKind: "number" as const,
    level: null,
    gold,
    judging: null,
    aliases: [],
  });
  const sample = (response: string, correct: boolean | null, extracted: string | null) => ({
    problem: { tool: "own", toolIds: [], statement: "s", prompt: null, gold: null },
    sample: 0,
    response,
    imported: { tool: "own", correct, extracted },
  });

  it("counts problems alike, whatever their samples, and says of every difference why", () => {
    const a = problem("a", "0.5");
    const b = problem("b", "4");
    const rows = [
      { line: 1, number: 0, problem: a, sample: sample("\\boxed{1/2}", false, "1/2") },
      { line: 2, number: 1, problem: a, sample: sample("\\boxed{0.5}", true, "0.5") },
      { line: 3, number: 0, problem: b, sample: sample("\\boxed{5}", true, "5") },
    ];
    const result = reproduceFile(rows, [], { format: "own", model: "own", policies: {} });
    expect(result).toMatchObject({ problems: 2, samples: 3, recount: 0.75, ours: 0.5 });
    expect(result.differences.map(({ line, reason }) => [line, reason.split(":")[0]])).toEqual([
      [1, "ours"],
      [3, "open"],
    ]);
    const more = [{ line: 4, number: 0, problem: problem("c", "1"), sample: sample("", true, null) }];
    expect(reproduceFile(rows, more, { format: "own", model: "own", policies: {} }).recount).toBeCloseTo(
      2.5 / 3,
    );
  });
});
