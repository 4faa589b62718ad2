import { describe, expect, it } from "vitest";
import type { BoardRow } from "@/contracts/board";
import { emptyOutcomeCounts } from "@/contracts/outcome";
import { assembleSuite } from "./get-suite-board";

function row(runId: string, method: string, model: string, score: number | null): BoardRow {
  return {
    runId,
    method: { id: method, title: method, params: {} },
    model: { slug: model, name: model },
    team: { slug: "team", name: "Team" },
    score,
    interval: { newProblems: null, rerun: null },
    rankRange: null,
    tieGroup: null,
    lift: null,
    liftAtEqualTokens: null,
    tokens: null,
    tokenSource: "unknown",
    outcomes: emptyOutcomeCounts(),
    tier: "served",
    attempts: 1,
    sampling: { temperature: 1, maxTokens: 64, samples: 1 },
    kind: "generated",
    unranked: null,
    label: null,
    publishedAt: "2026-01-01T00:00:00.000Z",
  };
}

describe("the rows of a suite", () => {
  it("are one for each method and model, with the best run of each benchmark and a gap where there is none", () => {
    const rows = assembleSuite(
      [
        { slug: "one", row: row("best", "direct", "m", 0.9) },
        { slug: "one", row: row("again", "direct", "m", 0.8) },
        { slug: "two", row: row("voted", "self-consistency", "m", 0.7) },
        { slug: "two", row: row("other", "direct", "m", 0.6) },
      ],
      ["one", "two"],
    );
    expect(rows.map((line) => line.cells.map((cell) => cell?.runId ?? null))).toEqual([
      ["best", "other"],
      [null, "voted"],
    ]);
  });

  it("stand by the first benchmark on which they differ, an unknown score last", () => {
    const rows = assembleSuite(
      [
        { slug: "one", row: row("a1", "direct", "a", null) },
        { slug: "one", row: row("b1", "direct", "b", 0) },
        { slug: "one", row: row("c1", "direct", "c", 0.5) },
      ],
      ["one"],
    );
    expect(rows.map((line) => line.model.slug)).toEqual(["c", "b", "a"]);
  });
});
