import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import type { IngestSummary } from "@/contracts/runner";
import { IngestReport, together } from "./ingest-report";

const ingest: IngestSummary = {
  format: "qwen-math-harness",
  lines: 1_210,
  goodLines: 1_200,
  badLines: 10,
  samplesPerProblem: null,
  problems: 500,
  partial: true,
  matchedBy: { folded: 100, statement: 1_100 },
  refused: { unmatched_statement: 4, unknown_problem: 1, duplicate_sample: 3, not_json: 2 },
  otherGold: 7,
  prompt: "unknown",
};

const told = (given: IngestSummary) =>
  Object.fromEntries(
    [
      ...renderToStaticMarkup(createElement(IngestReport, { ingest: given })).matchAll(
        /<dt[^>]*>(.*?)<\/dt><dd[^>]*>(.*?)<\/dd>/g,
      ),
    ].map(([, name, value]) => [name, value]),
  );

it("tells how the rows of a file were matched and what could not be used", () => {
  expect(told(ingest)).toEqual({
    format: "Qwen2.5-Math harness or ToRA",
    lines: "1,200 good, 10 bad of 1,210",
    "matched by": "statement: 1,100; statement, LaTeX spacing and punctuation dropped: 100",
    "not matched": "5",
    doubled: "3",
    "bad in another way": "2",
    "other gold than ours": "7, judged by ours",
    problems: "500 (partial: the run gets no rank)",
    "samples a problem": "differs",
    prompt: "not told",
  });
});

it("leaves out what an older check did not count", () => {
  const { refused: _, otherGold: __, prompt: ___, ...older } = ingest;
  expect(Object.keys(told(older))).not.toContain("not matched");
});

it("tells lines that follow one another with the same fault once", () => {
  const fault = (line: number, code: "not_utf8" | "not_json") => ({ line, code, message: code });
  const rows = [fault(1, "not_utf8"), fault(2, "not_utf8"), fault(4, "not_utf8"), fault(5, "not_json")];
  expect(together(rows).map(({ line, last, code }) => `${line}-${last} ${code}`)).toEqual([
    "1-2 not_utf8",
    "4-4 not_utf8",
    "5-5 not_json",
  ]);
  expect(together([])).toEqual([]);
});
