import fc from "fast-check";
import { expect, test } from "vitest";
import { splitMath } from "./math-text";

const kinds = (text: string) => splitMath(text).map((part) => [part.kind, part.text]);

test("formulas of every delimiter are found, everything else stays text", () => {
  expect(kinds("so $x^2$ and \\(y\\), \\[z\\] and $$w$$.")).toEqual([
    ["text", "so "],
    ["formula", "x^2"],
    ["text", " and "],
    ["formula", "y"],
    ["text", ", "],
    ["formula", "z"],
    ["text", " and "],
    ["formula", "w"],
    ["text", "."],
  ]);
});

test("a box outside dollar signs is set as mathematics, braces balanced", () => {
  expect(kinds("is \\boxed{\\frac{1}{2}}.")).toEqual([
    ["text", "is "],
    ["formula", "\\boxed{\\frac{1}{2}}"],
    ["text", "."],
  ]);
});

test("money, unclosed formulas and formulas over lines stay text", () => {
  for (const text of ["it costs $5 and then $7 more", "open $x + 1", "a $x\ny$ b", "\\boxed{5"]) {
    expect(kinds(text)).toEqual([["text", text]]);
  }
});

test("no character is lost or moved, whatever the text", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom("$", "\\", "(", ")", "[", "]", "a", "{", "}", "\n", "\\boxed{") }),
      (text) => {
        const bare = (value: string) => value.replace(/\$|\\[()[\]]/g, "");
        // Part by part: two that lie on both sides of a delimiter may look like another one together.
        const parts = splitMath(text).map((part) => bare(part.text));
        expect(parts.join("")).toBe(bare(text));
      },
    ),
  );
});
