import type { IngestSummary } from "@/contracts/runner";
import type { SubmissionView } from "@/contracts/submission";
import type { LineError } from "@/contracts/trace-line";
import { Facts } from "./facts";
import { count } from "./format";
import { formatTitle } from "./format-title";
import { ScrollTable } from "./scroll-table";

/** By what a row of the file was found to be of a problem, in the order in which it is tried. */
const MATCH_WORDS: Record<string, string> = {
  id: "our id",
  statement: "statement",
  folded: "statement, LaTeX spacing and punctuation dropped",
  wording: "a known copy's wording",
  alias: "the tool's own id",
  prompt: "statement inside the prompt",
};

const PROMPT_WORDS = { ours: "ours", theirs: "the file's own", unknown: "not told" };

/** Codes of rows that belong to no problem of the benchmark. */
const UNMATCHED = ["unknown_problem", "unmatched_statement", "ambiguous_statement"];
/** Codes that say something of lines that are used, or of the file as a whole. */
const REMARKS: ReadonlySet<LineError["code"]> = new Set(["other_gold", "ragged_samples", "missing_problems"]);

/** What reading the whole uploaded file found: its format, how rows were matched, and what could not be used. */
export function IngestReport({ ingest }: { ingest: IngestSummary }) {
  const { refused } = ingest;
  const sum = (codes: readonly string[]) => codes.reduce((total, code) => total + (refused?.[code] ?? 0), 0);
  const others = ingest.badLines - sum(UNMATCHED) - sum(["duplicate_sample"]);
  return (
    <>
      <h2>The file</h2>
      <Facts
        items={[
          ["format", formatTitle(ingest.format)],
          [
            "lines",
            `${count(ingest.goodLines)} good, ${count(ingest.badLines)} bad of ${count(ingest.lines)}`,
          ],
          ["matched by", matchedWords(ingest.matchedBy)],
          ...(refused === undefined
            ? []
            : ([
                ["not matched", count(sum(UNMATCHED))],
                ["doubled", count(sum(["duplicate_sample"]))],
                ["bad in another way", count(others)],
              ] as const)),
          ...(ingest.otherGold === undefined
            ? []
            : ([
                [
                  "other gold than ours",
                  ingest.otherGold === 0 ? "0" : `${count(ingest.otherGold)}, judged by ours`,
                ],
              ] as const)),
          [
            "problems",
            `${count(ingest.problems)}${ingest.partial ? " (partial: the run gets no rank)" : ""}`,
          ],
          [
            "samples a problem",
            ingest.samplesPerProblem === null
              ? ingest.goodLines === 0
                ? "–"
                : "differs"
              : count(ingest.samplesPerProblem),
          ],
          ...(ingest.models === undefined ? [] : ([["models", modelWords(ingest.models)]] as const)),
          ...(ingest.prompt === undefined ? [] : ([["prompt", PROMPT_WORDS[ingest.prompt]]] as const)),
        ]}
      />
    </>
  );
}

function modelWords(models: NonNullable<IngestSummary["models"]>): string {
  return models
    .map(({ variant, goodLines }) => `${variant || "lines that name none"}: ${count(goodLines)}`)
    .join("; ");
}

function matchedWords(matchedBy: IngestSummary["matchedBy"]): string {
  const known = Object.keys(MATCH_WORDS);
  const ways = Object.entries(matchedBy).sort(([a], [b]) => known.indexOf(a) - known.indexOf(b));
  return ways.map(([way, rows]) => `${MATCH_WORDS[way] ?? way}: ${count(rows)}`).join("; ") || "–";
}

/** Lines that cannot be used. */
export function LineErrors({ submission }: { submission: SubmissionView }) {
  if (submission.lineErrorCount === 0) return null;
  const errors = submission.lineErrors.filter(({ code }) => !REMARKS.has(code));
  return (
    <>
      <h2>Errors by line ({count(submission.lineErrorCount)})</h2>
      <LineTable label="Errors by line" rows={errors} />
    </>
  );
}

/** What is worth knowing of lines that are used, and of the file as a whole (line 0). */
export function LineRemarks({ submission }: { submission: SubmissionView }) {
  const remarks = submission.lineErrors.filter(({ code }) => REMARKS.has(code));
  if (remarks.length === 0) return null;
  return (
    <>
      <h2>Remarks</h2>
      <LineTable label="Remarks by line" rows={remarks} />
    </>
  );
}

function LineTable({ label, rows }: { label: string; rows: readonly LineError[] }) {
  return (
    <ScrollTable label={label} columns={[{ number: "line" }, "code", "what it is"]}>
      {together(rows).map((row) => (
        <tr key={`${row.line}/${row.code}/${row.message}`}>
          <td className="number">
            {row.line === 0 ? "all" : row.last === row.line ? row.line : `${row.line}–${row.last}`}
          </td>
          <td className="code">{row.code}</td>
          <td>{row.message}</td>
        </tr>
      ))}
    </ScrollTable>
  );
}

type LineRange = LineError & { last: number };

/** Lines that follow one another and have the same fault, as one row. */
export function together(rows: readonly LineError[]): LineRange[] {
  const ranges: LineRange[] = [];
  for (const row of rows) {
    const before = ranges.at(-1);
    const isSame = before?.code === row.code && before.message === row.message;
    if (before !== undefined && isSame && row.line === before.last + 1) before.last = row.line;
    else ranges.push({ ...row, last: row.line });
  }
  return ranges;
}
