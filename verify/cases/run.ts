import { type CaseVerdict, type VerifyCase, verifyCase } from "./case";

/** A judged case with the time it took, in milliseconds by the clock that was given. */
export type CaseLine = CaseVerdict & { ms: number };

/** Counts over judged cases; `right`, `falseAccepts` and `falseRejects` only where a case says what is expected. */
export type CaseSummary = {
  cases: number;
  correct: number;
  incorrect: number;
  unparsed: number;
  undecided: number;
  labelled: number;
  right: number;
  falseAccepts: number;
  falseRejects: number;
};

/** Judges cases one by one, in order. `nowMs` is a clock such as `performance.now`. */
export function* runCases(cases: Iterable<VerifyCase>, nowMs: () => number): Generator<CaseLine> {
  for (const each of cases) {
    const startMs = nowMs();
    const verdict = verifyCase(each);
    yield { ...verdict, ms: Math.round((nowMs() - startMs) * 1000) / 1000 };
  }
}

export function emptyCaseSummary(): CaseSummary {
  return {
    cases: 0,
    correct: 0,
    incorrect: 0,
    unparsed: 0,
    undecided: 0,
    labelled: 0,
    right: 0,
    falseAccepts: 0,
    falseRejects: 0,
  };
}

/** Adds one judged case to a summary. */
export function addToSummary(
  summary: CaseSummary,
  expected: boolean | undefined,
  verdict: CaseVerdict,
): void {
  summary.cases++;
  summary[verdict.outcome]++;
  if (expected === undefined) return;
  summary.labelled++;
  if (verdict.equal === expected) summary.right++;
  else if (verdict.equal === true) summary.falseAccepts++;
  else if (expected) summary.falseRejects++;
}
