import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ForeignProblem } from "../trace-format";
import { foldLatex, foldSpace } from "./fold";
import { type MatchableProblem, Matcher } from "./matcher";
import { statementMark } from "./statement-mark";

const problem = (id: string, statement: string, more: Partial<MatchableProblem> = {}): MatchableProblem => ({
  id,
  statement,
  gold: "1",
  options: null,
  aliases: [],
  ...more,
});
const named = (given: Partial<ForeignProblem>) => ({
  sample: null,
  problem: { tool: "own", toolIds: [], statement: null, prompt: null, gold: null, ...given },
});

const words = fc.array(
  fc.constantFrom("find", "the", "sum", "of", "$x^2$", "\\frac{1}{2}", "3.5", "and", "12"),
  {
    minLength: 3,
    maxLength: 12,
  },
);

describe("Matcher", () => {
  it("finds a statement through any white space, LaTeX spacing and punctuation, and says how", () => {
    fc.assert(
      fc.property(words, fc.constantFrom(" ", "  ", "\n", "\t \r\n"), (parts, gap) => {
        const matcher = new Matcher([
          problem("a", parts.join(" ")),
          problem("b", `${parts.join(" ")} again`),
        ]);
        expect(matcher.match(named({ statement: `\n${parts.join(gap)} ` }))).toMatchObject({
          problem: { id: "a" },
          by: "statement",
        });
        const loose = `${parts.join("\\, ")}.`;
        expect(matcher.match(named({ statement: loose }))).toMatchObject({
          problem: { id: "a" },
          by: "folded",
        });
      }),
    );
  });

  it("never takes another problem's statement, whatever the order and number of rows", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string({ minLength: 1, maxLength: 30 }), { minLength: 1, maxLength: 20 }),
        (statements) => {
          const matcher = new Matcher(statements.map((statement, index) => problem(`p${index}`, statement)));
          for (const [index, statement] of statements.entries()) {
            const match = matcher.match(
              named({ statement, toolIds: [String((index + 1) % statements.length)] }),
            );
            if ("problem" in match) expect(foldLatex(match.problem.statement)).toBe(foldLatex(statement));
          }
        },
      ),
    );
  });

  it("folds twice to the same, and keeps what carries meaning", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(foldSpace(foldSpace(text))).toBe(foldSpace(text));
      }),
    );
    expect(foldLatex("Find $x+1.5$, where $x = 1{,}000$.")).toBe(
      foldLatex("Find \\(x + 1.5\\) where $x=1{,}000$"),
    );
    for (const [a, b] of [
      ["1.5", "15"],
      ["x+1", "x-1"],
      ["x_{12}", "x_{1}2"],
      ["3,4", "34"],
    ])
      expect(foldLatex(a ?? "")).not.toBe(foldLatex(b ?? ""));
  });

  it("goes from our id over the statement to the alias table, and never by the row's number", () => {
    const matcher = new Matcher([
      problem("a", "How many apples are there?", { aliases: [{ tool: "own", alias: "60" }] }),
      problem("b", "How many bees are there?", { aliases: [{ tool: "math", alias: "test/b.json" }] }),
    ]);
    expect(matcher.match(named({ toolIds: ["b"], statement: "How many apples are there?" }))).toMatchObject({
      by: "id",
    });
    expect(matcher.match(named({ toolIds: ["60"] }))).toMatchObject({ problem: { id: "a" }, by: "alias" });
    expect(matcher.match(named({ tool: "other", toolIds: ["60"] }))).toHaveProperty(
      "error.code",
      "unmatched_statement",
    );
    expect(matcher.match(named({ tool: "other", toolIds: ["test/b.json"] }))).toMatchObject({ by: "alias" });
    expect(matcher.match(named({ toolIds: ["0", "1"], statement: "How many cows?" }))).toHaveProperty(
      "error",
    );
    expect(matcher.match({ sample: 2, problem: { id: "b" } })).toMatchObject({ by: "id", sample: 2 });
    expect(matcher.match({ sample: 0, problem: { id: "c" } })).toHaveProperty(
      "error.code",
      "unknown_problem",
    );
  });

  it("keeps and flags another gold, unless nothing but an id speaks for the row", () => {
    const matcher = new Matcher([
      problem("a", "How many apples?", { gold: "1,000", aliases: [{ tool: "own", alias: "7" }] }),
    ]);
    expect(matcher.match(named({ statement: "How many apples?", gold: "999" }))).toMatchObject({
      otherGold: true,
    });
    expect(matcher.match(named({ statement: "How many apples?", gold: "1000.0" }))).toMatchObject({
      otherGold: false,
    });
    expect(
      matcher.match(named({ toolIds: ["7"], statement: "Apples, how many?", gold: "1000" })),
    ).toMatchObject({ by: "alias" });
    expect(matcher.match(named({ toolIds: ["7"], statement: "How many pears?", gold: "3" }))).toHaveProperty(
      "error",
    );
  });

  it("knows another wording by its mark, whatever its spacing", () => {
    const mark = statementMark("Apples: how many?");
    const matcher = new Matcher([
      problem("a", "How many apples?", { aliases: [{ tool: "statement", alias: mark }] }),
    ]);
    expect(matcher.match(named({ statement: "Apples,  how \n many" }))).toMatchObject({ by: "wording" });
    expect(matcher.match(named({ toolIds: [mark] }))).toHaveProperty("error");
    expect(mark).toMatch(/^[0-9a-f]{16}$/);
  });

  it("finds a statement with the harness's instruction behind it", () => {
    const matcher = new Matcher([problem("a", "How many apples?")]);
    const asked = "Please reason step by step, and put your final answer within \\boxed{}.";
    for (const statement of [`How many apples?\n${asked}`, `How many apples? ${asked}`])
      expect(matcher.match(named({ statement }))).toMatchObject({ by: "statement" });
  });

  it("calls a statement of two problems ambiguous", () => {
    const matcher = new Matcher([problem("a", "Same words."), problem("b", "Same  words.")]);
    expect(matcher.match(named({ statement: "Same words." }))).toHaveProperty(
      "error.code",
      "ambiguous_statement",
    );
  });

  it("finds the whole statement inside a prompt, the last and longest one, and only where nothing else is named", () => {
    const long = "A train leaves the town at nine and drives ninety kilometres an hour.";
    const matcher = new Matcher([problem("a", long), problem("b", `${long} When does it arrive?`)]);
    const prompt = `Example: what is 1+1?\n\nQuestion: ${long} When does it arrive?\nAnswer:`;
    expect(matcher.match(named({ prompt }))).toMatchObject({ problem: { id: "b" }, by: "prompt" });
    expect(matcher.match(named({ prompt, statement: "another" }))).toHaveProperty("error");
    expect(matcher.match(named({ prompt: "Nothing of it." }))).toHaveProperty("error");
  });

  it("reads the sample number from the end of a batch id", () => {
    const matcher = new Matcher([problem("aime-01", "One"), problem("aime-01-2", "Two")]);
    const of = (id: string) => matcher.match(named({ toolIds: [id], idHoldsSample: true }));
    expect(of("aime-01")).toMatchObject({ problem: { id: "aime-01" }, sample: null });
    expect(of("aime-01-2")).toMatchObject({ problem: { id: "aime-01-2" }, sample: null });
    for (const id of [
      "aime-01-7",
      "aime-01:7",
      "aime-01#7",
      "aime-01__7",
      "aime-01-sample-7",
      "aime-01/7",
      "aime-01_s7",
    ])
      expect(of(id)).toMatchObject({ problem: { id: "aime-01" }, sample: 7 });
    expect(of("7")).toHaveProperty("error");
  });

  it("takes a question without its options for the problem with them", () => {
    const matcher = new Matcher([
      problem("q", "Which one?\n\nA) this\nB) that", { options: ["this", "that"] }),
    ]);
    expect(matcher.match(named({ statement: "Which one?" }))).toMatchObject({ problem: { id: "q" } });
  });
});
