import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ANSWER_KINDS, equivalent, extractAnswer, verifyAnswer } from "./index";
import { parseAnswer } from "./parse";

/** Wall time that one verdict may take on a slow, busy machine; typical ones take a thousandth of it. */
const BOUND_MS = 4000;

const PIECES = [
  ..."0123456789xyzabn+-*/^_=<>()[]{}|,;:.!%'\"$&~ \\",
  ..."\\frac \\sqrt \\boxed{ \\left( \\right) \\{ \\} \\cup \\int_ \\sum_{k=1}^ \\begin{pmatrix} \\end{pmatrix} \\\\ \\text{ \\pm \\infty \\binom".split(
    " ",
  ),
  ...'<answer> </answer> <think> </think> ```json {"answer": #### \\( \\) \\[ \\] $$ and or answer is'.split(
    " ",
  ),
  "×",
  "²",
  "½",
  "√",
  "\ud800",
  "\u200b",
  "答案是",
  "\n",
];
const soup = fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }).map((pieces) => pieces.join(""));
const text = fc.oneof(soup, fc.string({ unit: "binary", maxLength: 80 }));

describe("arbitrary input", () => {
  it("never throws, never returns an answer without a place", () => {
    fc.assert(
      fc.property(text, fc.constantFrom(...ANSWER_KINDS), fc.boolean(), (input, kind, lastNumberFallback) => {
        const found = extractAnswer(input, { kind, policies: { lastNumberFallback } });
        expect(found.answer === null).toBe(found.location === null);
        const verdict = verifyAnswer({ text: input, gold: "42", kind, policies: { lastNumberFallback } });
        expect(["correct", "incorrect", "unparsed", "undecided"]).toContain(verdict.outcome);
      }),
      { numRuns: 1500, seed: 11 },
    );
  });

  it("parses or refuses, and compares any two pieces of text", () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        parseAnswer(a);
        expect([true, false, null]).toContain(equivalent(a, b, { kind: "expression" }));
      }),
      { numRuns: 1500, seed: 12 },
    );
  });

  it("keeps to its time for repeated pieces of any length", () => {
    const unit = fc
      .array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 3 })
      .map((pieces) => pieces.join(""));
    fc.assert(
      fc.property(
        unit,
        fc.constantFrom("", "\\boxed{", "the answer is "),
        fc.integer({ min: 1000, max: 60_000 }),
        (piece, prefix, count) => {
          const start = performance.now();
          const policies = { lastNumberFallback: true };
          verifyAnswer({
            text: `${prefix}${piece.repeat(count)}5}`,
            gold: "5",
            kind: "expression",
            policies,
          });
          expect(performance.now() - start).toBeLessThan(BOUND_MS);
        },
      ),
      { numRuns: 60, seed: 13 },
    );
  });

  it("keeps to its time for towers, long sums and deep nesting", () => {
    const hostile = [
      "9^{9^{9^{9^{9}}}}",
      "((((9!)!)!)!)!",
      "\\sum_{k=1}^{10^{15}} \\frac{1}{k^2}",
      "\\prod_{k=1}^{10^{12}} (1+\\frac1k)",
      "\\int_0^{10^9} \\sin(x^2)\\,dx",
      "\\binom{10^9}{5\\cdot10^8}",
      `${"\\sqrt{".repeat(3000)}2${"}".repeat(3000)}`,
      `${"(".repeat(50_000)}1`,
      `\\{${"1,2,3,".repeat(20_000)}4\\}`,
      `${"x^{2}+".repeat(20_000)}1`,
      `(${"x+y+".repeat(3000)}1)^{500}`,
      "\\sum_{a=1}^{5000}\\sum_{b=1}^{5000}\\sum_{c=1}^{5000} \\frac{abc}{a+b+c}",
    ];
    for (const answer of hostile) {
      const start = performance.now();
      expect(equivalent("7", answer, { kind: "expression" })).not.toBe(true);
      expect(performance.now() - start).toBeLessThan(BOUND_MS);
    }
  });
});
