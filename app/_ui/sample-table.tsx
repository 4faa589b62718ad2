import type { SampleSummary } from "@/contracts/board";
import { OUTCOMES, type Outcome } from "@/contracts/outcome";
import { address } from "./address";
import { ChoiceChip } from "./choice-chip";
import { tokens } from "./format";
import { toolOf } from "./imported-verdicts";
import { OUTCOME_LOOKS, OutcomeMark } from "./outcome";
import { ScrollTable } from "./scroll-table";

/** The page of a sample; below `/api/v1` the same path answers it as data. */
export function sampleHref(runId: string, problemId: string, sample: number): string {
  return `/runs/${runId}/samples/${encodeURIComponent(problemId)}/${sample}`;
}

export type SampleFilter = { outcome: Outcome | null; disagree: boolean };

/** The address of the same samples under another filter. */
function filteredHref(path: string, filter: SampleFilter, cursor?: string): string {
  const { outcome, disagree } = filter;
  return `${address(path, { outcome: outcome ?? undefined, disagree: disagree ? "1" : undefined, cursor })}#samples`;
}

/** One page of a run's samples, filtered by outcome in the URL; big runs are never loaded whole. */
export function SampleTable(props: {
  runId: string;
  samples: readonly SampleSummary[];
  nextCursor: string | null;
  filter: SampleFilter;
  /** The run's file carried verdicts of its own tool. */
  hasImported: boolean;
}) {
  const path = `/runs/${props.runId}`;
  const { filter, hasImported } = props;
  const isWhole = filter.outcome === null && !filter.disagree;
  return (
    <>
      <nav aria-label="Outcome filter" className="mb-2 flex flex-wrap gap-2">
        <ChoiceChip href={filteredHref(path, { outcome: null, disagree: false })} isChosen={isWhole}>
          all
        </ChoiceChip>
        {OUTCOMES.map((outcome) => (
          <ChoiceChip
            key={outcome}
            href={filteredHref(path, { ...filter, outcome })}
            isChosen={filter.outcome === outcome}
          >
            <span aria-hidden="true">{OUTCOME_LOOKS[outcome].glyph}</span> {OUTCOME_LOOKS[outcome].label}
          </ChoiceChip>
        ))}
        {(hasImported || filter.disagree) && (
          <ChoiceChip
            href={filteredHref(path, { ...filter, disagree: !filter.disagree })}
            isChosen={filter.disagree}
          >
            differs from the file's own verdict
          </ChoiceChip>
        )}
      </nav>
      {props.samples.length === 0 ? (
        <p className="border-y border-rule py-6 text-center text-quiet">
          {isWhole ? "No sample has arrived yet." : "No sample fits this filter."}
        </p>
      ) : (
        <ScrollTable
          label="Samples of this run"
          columns={[
            "problem",
            { number: "sample" },
            "outcome",
            ...(hasImported ? ["in the file"] : []),
            "extracted answer",
            "rule",
            { number: "tokens" },
            "finish",
          ]}
        >
          {props.samples.map((sample) => (
            <tr key={`${sample.problemId}/${sample.sample}`}>
              <td className="whitespace-nowrap">
                <a href={sampleHref(props.runId, sample.problemId, sample.sample)}>{sample.problemId}</a>
              </td>
              <td className="number">{sample.sample}</td>
              <td>
                <OutcomeMark outcome={sample.outcome} />
              </td>
              {hasImported && (
                <td title={sample.imported ? toolOf(sample.imported.verifierKey) : undefined}>
                  <ImportedMark sample={sample} />
                </td>
              )}
              <td className="code max-w-[36ch] truncate">{sample.extracted ?? "–"}</td>
              <td className="text-quiet">{sample.rule ?? "–"}</td>
              <td className="number">{tokens(sample.completionTokens)}</td>
              <td className="text-quiet">{sample.finishReason ?? "–"}</td>
            </tr>
          ))}
        </ScrollTable>
      )}
      {props.nextCursor && (
        <p className="mt-3">
          <a className="button" href={filteredHref(path, filter, props.nextCursor)}>
            Next samples
          </a>
        </p>
      )}
    </>
  );
}

/** The file's own verdict; an answer that was extracted and not judged is no outcome. */
function ImportedMark({ sample }: { sample: SampleSummary }) {
  if (sample.imported === null) return <>–</>;
  if (sample.imported.outcome === "undecided") return <span className="text-quiet">not judged</span>;
  return <OutcomeMark outcome={sample.imported.outcome} />;
}
