import type { SampleSummary } from "@/contracts/board";
import { OUTCOMES } from "@/contracts/outcome";
import { tokens } from "./format";
import { OUTCOME_LOOKS, OutcomeMark } from "./outcome";

export function sampleHref(runId: string, problemId: string, sample: number): string {
  return `/runs/${runId}/samples/${encodeURIComponent(problemId)}/${sample}`;
}

/** One page of a run's samples, filtered by outcome in the URL; big runs are never loaded whole. */
export function SampleTable(props: {
  runId: string;
  samples: readonly SampleSummary[];
  nextCursor: string | null;
  filter: string | null;
}) {
  const path = `/runs/${props.runId}`;
  return (
    <>
      <nav aria-label="Outcome filter" className="mb-2 flex flex-wrap gap-2">
        <a
          href={`${path}#samples`}
          className="chip"
          aria-current={props.filter === null ? "true" : undefined}
        >
          all
        </a>
        {OUTCOMES.map((outcome) => (
          <a
            key={outcome}
            href={`${path}?outcome=${outcome}#samples`}
            className="chip"
            aria-current={props.filter === outcome ? "true" : undefined}
          >
            <span aria-hidden="true">{OUTCOME_LOOKS[outcome].glyph}</span> {OUTCOME_LOOKS[outcome].label}
          </a>
        ))}
      </nav>
      {props.samples.length === 0 ? (
        <p className="border-y border-rule py-6 text-center text-quiet">
          {props.filter === null ? "No sample has arrived yet." : "No sample has this outcome."}
        </p>
      ) : (
        <div className="overflow-x-auto">
          <table className="table">
            <caption className="sr-only">Samples of this run</caption>
            <thead>
              <tr>
                <th scope="col">problem</th>
                <th scope="col" className="number">
                  sample
                </th>
                <th scope="col">outcome</th>
                <th scope="col">extracted answer</th>
                <th scope="col">rule</th>
                <th scope="col" className="number">
                  tokens
                </th>
                <th scope="col">finish</th>
              </tr>
            </thead>
            <tbody>
              {props.samples.map((sample) => (
                <tr key={`${sample.problemId}/${sample.sample}`}>
                  <td>
                    <a href={sampleHref(props.runId, sample.problemId, sample.sample)}>{sample.problemId}</a>
                  </td>
                  <td className="number">{sample.sample}</td>
                  <td>
                    <OutcomeMark outcome={sample.outcome} />
                  </td>
                  <td className="code max-w-[36ch] truncate">{sample.extracted ?? "–"}</td>
                  <td className="text-quiet">{sample.rule ?? "–"}</td>
                  <td className="number">{tokens(sample.completionTokens)}</td>
                  <td className="text-quiet">{sample.finishReason ?? "–"}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {props.nextCursor && (
        <p className="mt-3">
          <a
            className="button"
            href={`${path}?${new URLSearchParams({ ...(props.filter ? { outcome: props.filter } : {}), cursor: props.nextCursor })}#samples`}
          >
            Next samples
          </a>
        </p>
      )}
    </>
  );
}
