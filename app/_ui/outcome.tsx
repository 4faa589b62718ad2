import { OUTCOMES, type Outcome, type OutcomeCounts } from "@/contracts/outcome";

type Look = { glyph: string; colour: string; label: string };

/** Colour never stands alone: every outcome has a glyph and a word. */
export const OUTCOME_LOOKS: Record<Outcome, Look> = {
  correct: { glyph: "✓", colour: "var(--correct)", label: "correct" },
  incorrect: { glyph: "✗", colour: "var(--incorrect)", label: "incorrect" },
  unparsed: { glyph: "?", colour: "var(--unparsed)", label: "unparsed" },
  truncated: { glyph: "…", colour: "var(--truncated)", label: "truncated" },
  refused: { glyph: "⊘", colour: "var(--refused)", label: "refused" },
  undecided: { glyph: "≟", colour: "var(--undecided)", label: "undecided" },
  infra_error: { glyph: "⚡", colour: "var(--infra)", label: "infrastructure error" },
};

/** An outcome by glyph and word; without the word it is still read out. */
export function OutcomeMark({ outcome, word = true }: { outcome: Outcome | null; word?: boolean }) {
  if (outcome === null) return <span className="text-quiet">not judged yet</span>;
  const look = OUTCOME_LOOKS[outcome];
  return (
    <span className="whitespace-nowrap" title={look.label}>
      {/* The colours are for shapes: as text some of them are too pale. */}
      <span aria-hidden="true" style={{ color: look.colour }}>
        {look.glyph}
      </span>{" "}
      <span className={word ? "" : "sr-only"}>{look.label}</span>
    </span>
  );
}

/** Shares of the outcomes as one bar of fixed width; the numbers are in its title and for screen readers. */
export function OutcomeBar({ counts, width = 96 }: { counts: OutcomeCounts; width?: number }) {
  const total = OUTCOMES.reduce((sum, outcome) => sum + counts[outcome], 0);
  if (total === 0) return <span className="text-quiet">–</span>;
  const present = OUTCOMES.filter((outcome) => counts[outcome] > 0);
  const summary = present.map((outcome) => `${counts[outcome]} ${OUTCOME_LOOKS[outcome].label}`).join(", ");
  return (
    <span className="outcomes" style={width === 96 ? undefined : { width }} title={summary} role="img">
      {present.map((outcome) => (
        <i key={outcome} className={outcome} style={{ flexGrow: counts[outcome] }} />
      ))}
    </span>
  );
}

/** What the colours and glyphs mean, with the counts where given. */
export function OutcomeLegend({ counts }: { counts: OutcomeCounts }) {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-[13px]">
      {OUTCOMES.map((outcome) => (
        <li key={outcome} className="tabular-nums">
          <OutcomeMark outcome={outcome} /> <span className="text-quiet">{counts[outcome]}</span>
        </li>
      ))}
    </ul>
  );
}
