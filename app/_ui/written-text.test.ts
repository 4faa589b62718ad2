import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splitFences } from "./written-text";

describe("splitFences", () => {
  it("keeps a fenced block as code, with its spaces, between the texts around it", () => {
    expect(splitFences("First.\n```python\nif x:\n    y()\n```\nThen.")).toEqual([
      { kind: "text", text: "First." },
      { kind: "code", text: "if x:\n    y()" },
      { kind: "text", text: "Then." },
    ]);
  });

  it("leaves a fence without an end as text", () => {
    expect(splitFences("a\n```\nb")).toEqual([{ kind: "text", text: "a\n```\nb" }]);
  });

  it("loses no line but fences and blank ones around them", () => {
    const line = fc.constantFrom("", "```", "```js", "  x", "y $1$");
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const kept = splitFences(lines.join("\n"))
          .flatMap(({ text }) => text.split("\n"))
          .filter((text) => text !== "" && !text.startsWith("```"));
        expect(kept).toEqual(lines.filter((text) => text !== "" && !text.startsWith("```")));
      }),
    );
  });
});
