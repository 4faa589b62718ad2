import type { Board, BoardRow } from "@/contracts/board";
import { OUTCOMES } from "@/contracts/outcome";

const COLUMNS: [name: string, value: (row: BoardRow) => string | number | null][] = [
  ["run_id", (row) => row.runId],
  ["model", (row) => row.model.name],
  ["label", (row) => row.label],
  ["method", (row) => row.method.id],
  ["params", (row) => JSON.stringify(row.method.params)],
  ["team", (row) => row.team.name],
  ["score", (row) => row.score],
  ["new_problems_low", (row) => row.interval.newProblems?.[0] ?? null],
  ["new_problems_high", (row) => row.interval.newProblems?.[1] ?? null],
  ["rerun_low", (row) => row.interval.rerun?.[0] ?? null],
  ["rerun_high", (row) => row.interval.rerun?.[1] ?? null],
  ["rank_low", (row) => row.rankRange?.[0] ?? null],
  ["rank_high", (row) => row.rankRange?.[1] ?? null],
  ["tie_group", (row) => row.tieGroup],
  ["lift", (row) => row.lift?.value ?? null],
  ["lift_at_equal_tokens", (row) => row.liftAtEqualTokens?.value ?? null],
  ["tokens", (row) => row.tokens],
  ["token_source", (row) => row.tokenSource],
  ["tier", (row) => row.tier],
  ["attempts", (row) => row.attempts],
  ["samples", (row) => row.sampling.samples],
  ["temperature", (row) => row.sampling.temperature],
  ["max_tokens", (row) => row.sampling.maxTokens],
  ...OUTCOMES.map((outcome): [string, (row: BoardRow) => number | null] => [
    outcome,
    (row) => row.outcomes[outcome] ?? null,
  ]),
  ["unranked", (row) => row.unranked],
  ["published_at", (row) => row.publishedAt],
];

/** A board as CSV (RFC 4180), one line a row, fractions in [0,1], empty where unknown. Texts that a spreadsheet would run are quoted with '. */
export function boardCsv(board: Board): string {
  const lines = board.rows.map((row) => COLUMNS.map(([, value]) => cell(value(row))).join(","));
  return `${[COLUMNS.map(([name]) => name).join(","), ...lines].join("\r\n")}\r\n`;
}

function cell(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
