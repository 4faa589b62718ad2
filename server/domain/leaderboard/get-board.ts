import { and, asc, desc, eq, inArray } from "drizzle-orm";
import type { Board, BoardRow } from "@/contracts/board";
import { PROCESS_HEADLINES } from "@/contracts/process-metric";
import { boardRow, boardSummary, score } from "@/db/schema";
import { paretoFrontier, sortNullsLast } from "@/measure";
import { resolveBenchmark } from "../catalog";
import type { Ctx } from "../ctx";
import { currentVerifierKey } from "../plan";

export const BOARD_VIEWS = ["score", "lift", "budget"] as const;
export type BoardView = (typeof BOARD_VIEWS)[number];

export type BoardQuery = {
  benchmark: string;
  /** `avg@n` (default), or another metric with its k: `pass@8`, `maj@16`. */
  metric?: string | undefined;
  method?: string | undefined;
  model?: string | undefined;
  verifier?: string | undefined;
  view?: BoardView | undefined;
};

/** A board as it was written when a run was last published; reads no sample, no trace and no matrix. */
export async function getBoard(ctx: Ctx, query: BoardQuery): Promise<Board> {
  const { benchmark, version } = await resolveBenchmark(ctx, query.benchmark);
  const [summary] = await ctx.db
    .select()
    .from(boardSummary)
    .where(
      and(
        eq(boardSummary.benchmarkVersionId, version.id),
        query.verifier === undefined ? undefined : eq(boardSummary.verifierKey, query.verifier),
      ),
    )
    .orderBy(desc(boardSummary.updatedAt))
    .limit(1);
  const verifier =
    summary?.verifierKey ?? query.verifier ?? currentVerifierKey(benchmark.card.answerKind, version.protocol);
  const stored = await ctx.db
    .select({ row: boardRow.row })
    .from(boardRow)
    .where(and(eq(boardRow.benchmarkVersionId, version.id), eq(boardRow.verifierKey, verifier)))
    .orderBy(asc(boardRow.position));
  const shown = stored
    .map(({ row }) => row)
    .filter((row) => query.method === undefined || row.method.id === query.method)
    .filter((row) => query.model === undefined || row.model.slug === query.model);
  const metric =
    query.metric ??
    (benchmark.card.answerKind === "process" ? await processHeadline(ctx, shown, verifier) : "avg@n");
  const rows = inView(await underMetric(ctx, shown, { metric, verifier }), query.view ?? "score");
  return {
    benchmark: {
      slug: benchmark.slug,
      title: benchmark.title,
      problems: version.problemCount,
      answerKind: benchmark.card.answerKind,
    },
    version: version.version,
    verifier,
    metric,
    minimumDetectableEffect: summary?.minimumDetectableEffect ?? null,
    paretoFront: paretoFrontier(
      rows
        .filter((row) => row.unranked === null)
        .map((row) => ({ id: row.runId, score: row.score, cost: row.tokens })),
    ),
    choices: choicesOf(stored.map(({ row }) => row)),
    rows,
  };
}

function choicesOf(rows: readonly BoardRow[]): Board["choices"] {
  const methods = new Map(rows.map(({ method }) => [method.id, { id: method.id, title: method.title }]));
  const models = new Map(rows.map(({ model }) => [model.slug, model]));
  return {
    methods: [...methods.values()].sort((a, b) => a.title.localeCompare(b.title)),
    models: [...models.values()].sort((a, b) => a.name.localeCompare(b.name)),
  };
}

/** The order of a view; unknown values come last, and unknown token counts stay out of the budget view. */
export function inView(rows: readonly BoardRow[], view: BoardView): BoardRow[] {
  switch (view) {
    case "score":
      return [...rows];
    case "lift":
      // One quantity ranks: rows that cannot be held against voting follow, by their lift over direct.
      return sortNullsLast(
        sortNullsLast(rows, (row) => row.lift?.value ?? null),
        (row) => row.liftAtEqualTokens?.value ?? null,
      );
    case "budget":
      return sortNullsLast(
        rows.filter((row) => row.tokens !== null),
        (row) => (row.tokens === null ? null : -row.tokens),
      );
  }
}

/** Ranks belong to the headline metric; under another one the rows are only sorted. */
async function underMetric(
  ctx: Ctx,
  rows: readonly BoardRow[],
  input: { metric: string; verifier: string },
): Promise<BoardRow[]> {
  const [name = "", number] = splitMetric(input.metric);
  if (name === "avg@n" || rows.length === 0) return [...rows];
  const scores = await ctx.db
    .select()
    .from(score)
    .where(
      and(
        inArray(
          score.runId,
          rows.map((row) => row.runId),
        ),
        eq(score.verifierKey, input.verifier),
        eq(score.metric, name),
        number === undefined ? undefined : eq(score.k, number),
      ),
    )
    .orderBy(asc(score.k));
  // Without a k: for every run its largest.
  const byRun = new Map(scores.map((item) => [item.runId, item]));
  const changed = rows.map((row) => {
    const item = byRun.get(row.runId);
    return {
      ...row,
      score: item?.value ?? null,
      interval: {
        newProblems: pair(item?.newProblemsLow, item?.newProblemsHigh),
        rerun: pair(item?.rerunLow, item?.rerunHigh),
      },
      rankRange: null,
      tieGroup: null,
    };
  });
  return sortNullsLast(changed, (row) => row.score);
}

/** The benchmark's own metric, by which its board is sorted where no other is asked for. */
async function processHeadline(ctx: Ctx, rows: readonly BoardRow[], verifier: string): Promise<string> {
  const [first] = rows;
  if (first === undefined) return "avg@n";
  const scores = await ctx.db
    .select({ metric: score.metric })
    .from(score)
    .where(and(eq(score.runId, first.runId), eq(score.verifierKey, verifier)));
  return PROCESS_HEADLINES.find((name) => scores.some(({ metric }) => metric === name)) ?? "avg@n";
}

/** `pass@8` is the metric `pass@k` with k = 8; `avg@n` and `avg@16` are the headline. */
export function splitMetric(metric: string): [name: string, k?: number] {
  const match = /^([a-z-]+[@^])(\d{1,9}|k|n)$/.exec(metric);
  const base = match?.[1];
  const suffix = match?.[2];
  if (base === undefined || suffix === undefined) return [metric];
  if (base === "avg@") return ["avg@n"];
  return /^\d+$/.test(suffix) ? [`${base}k`, Number(suffix)] : [metric];
}

export function pair(
  low: number | null | undefined,
  high: number | null | undefined,
): [number, number] | null {
  return low === null || low === undefined || high === null || high === undefined ? null : [low, high];
}
