import type { BoardRow } from "@/contracts/board";
import type { LiftRow, MethodFact } from "@/contracts/chart";
import { emptyOutcomeCounts } from "@/contracts/outcome";

/** A board row for tests of charts. */
export function row(runId: string, change: Partial<BoardRow> = {}): BoardRow {
  return {
    runId,
    method: { id: "sift", title: "SIFT", params: {} },
    model: { slug: "m", name: "Model" },
    team: { slug: "t", name: "Team" },
    score: 0.5,
    interval: { newProblems: [0.4, 0.6], rerun: null },
    rankRange: null,
    tieGroup: null,
    lift: null,
    liftAtEqualTokens: null,
    tokens: 100,
    tokenSource: "measured",
    outcomes: emptyOutcomeCounts(),
    tier: "hosted",
    attempts: 1,
    sampling: { temperature: 1, maxTokens: 64, samples: 1 },
    kind: "generated",
    unranked: null,
    label: null,
    publishedAt: "2026-11-01T00:00:00.000Z",
    ...change,
  };
}

export function liftRow(
  runId: string,
  change: Partial<BoardRow> = {},
  reason: string | null = null,
): LiftRow {
  return { benchmark: { slug: "b", version: 1 }, row: row(runId, change), notComparable: reason };
}

export function fact(problemId: string, change: Partial<MethodFact> = {}): MethodFact {
  return {
    problemId,
    level: null,
    sample: 0,
    outcome: "correct",
    promptTokens: 10,
    completionTokens: 20,
    score: null,
    answerClass: 0,
    assessments: [],
    callTokens: [20],
    artifacts: {},
    ...change,
  };
}
