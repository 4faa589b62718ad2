import type { ClaimVerdictName, SystemSummary } from "@/contracts/system";

/** In the order in which counts are shown: what was found before what was not looked at. */
export const VERDICTS: readonly ClaimVerdictName[] = [
  "reproduced",
  "larger",
  "smaller",
  "contradicted",
  "inconclusive",
  "not comparable",
  "not tested",
];

const MARKS: Readonly<Record<ClaimVerdictName, string>> = {
  reproduced: "✓",
  larger: "▲",
  smaller: "▽",
  contradicted: "✕",
  inconclusive: "≈",
  "not comparable": "≠",
  "not tested": "○",
};

/** A verdict with its mark; colour never carries it alone. */
export function ClaimVerdict({ verdict }: { verdict: ClaimVerdictName }) {
  const quiet = verdict === "not tested" || verdict === "not comparable";
  return (
    <span className={`whitespace-nowrap ${quiet ? "text-quiet" : ""}`}>
      <span aria-hidden="true">{MARKS[verdict]}</span> {verdict}
    </span>
  );
}

/** How many cells have each verdict: a system's verdict is these counts, never one word. */
export function VerdictCounts({ tally }: { tally: SystemSummary["tally"] }) {
  const shown = VERDICTS.filter((verdict) => tally[verdict] > 0);
  if (shown.length === 0) return <span className="text-quiet">no claim with a test</span>;
  return (
    <span className="inline-flex flex-wrap gap-x-3">
      {shown.map((verdict) => (
        <span key={verdict} className="whitespace-nowrap">
          <span className="tabular-nums">{tally[verdict]}</span> <ClaimVerdict verdict={verdict} />
        </span>
      ))}
    </span>
  );
}
