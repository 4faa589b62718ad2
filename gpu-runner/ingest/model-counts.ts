import type { IngestSummary } from "@/contracts/runner";
import type { LineError } from "@/contracts/trace-line";
import type { SampleLedger } from "./sample-ledger";

/** Ragged or absent problems that are named one by one. */
const NAMED = 20;

type ModelCount = NonNullable<IngestSummary["models"]>[number];

/** What each model of a file brought, in file order. `scored`: good lines that had a score, by model. */
export function modelCounts(
  ledgers: ReadonlyMap<string, SampleLedger>,
  scored: ReadonlyMap<string, number>,
  problemsOfVersion: number,
): ModelCount[] {
  return [...ledgers].map(([variant, ledger]) => ({
    variant,
    goodLines: ledger.samples,
    samplesPerProblem: ledger.samplesPerProblem,
    problems: ledger.problems,
    partial: ledger.samplesPerProblem === null || ledger.problems < problemsOfVersion,
    scored: scored.get(variant) === ledger.samples,
  }));
}

/** What makes a model's run partial, as remarks on the whole file (line 0); they are not bad lines. */
export function unevenness(
  ledger: SampleLedger | undefined,
  problems: ReadonlyMap<string, unknown>,
  variant: string | null,
): LineError[] {
  if (ledger === undefined) return [];
  const of = variant === null ? "" : `${variant === "" ? "Lines without a model" : variant}: `;
  const remark = (code: LineError["code"], message: string): LineError => ({
    line: 0,
    code,
    message: `${of}${message}`.slice(0, 2000),
  });
  const remarks = ledger.ragged(NAMED).map((message) => remark("ragged_samples", message));
  const missing = [...problems.keys()].filter((id) => !ledger.has(id));
  if (missing.length > 0) {
    const more = missing.length > NAMED ? ` and ${missing.length - NAMED} more` : "";
    remarks.push(
      remark("missing_problems", `The file has no sample of ${missing.slice(0, NAMED).join(", ")}${more}.`),
    );
  }
  return remarks;
}
