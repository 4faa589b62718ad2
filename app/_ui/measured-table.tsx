import type { MeasuredRow } from "@/contracts/system";
import { BenchmarkLink } from "./benchmark-link";
import { LiftEstimate, ScoreEstimate } from "./estimate";
import { tokens } from "./format";
import { ModelLabel } from "./model-label";
import { ScrollTable } from "./scroll-table";

/** Runs here of a system's methods, with their lift over plain sampling of the same model. */
export function MeasuredTable({ rows }: { rows: readonly MeasuredRow[] }) {
  if (rows.length === 0)
    return <p className="text-quiet">No published run of its methods yet. The next one appears here.</p>;
  return (
    <ScrollTable
      label="Published runs of this system's methods, the newest first"
      columns={[
        "method",
        "model",
        "benchmark",
        { number: "score" },
        { number: "lift over direct" },
        { number: "tokens" },
      ]}
    >
      {rows.map((row) => (
        <tr key={row.runId}>
          <td className="whitespace-nowrap">
            <a href={`/runs/${row.runId}`}>{row.method.title}</a>
          </td>
          <td>
            {row.model}
            <ModelLabel label={row.label} />
          </td>
          <td className="whitespace-nowrap">
            <BenchmarkLink slug={row.benchmark} version={row.version} />
          </td>
          <td className="number whitespace-nowrap">
            <ScoreEstimate score={row.score} interval={row.interval} />
          </td>
          <td className="number whitespace-nowrap">
            <LiftEstimate lift={row.lift} />
          </td>
          <td className="number">{tokens(row.tokens)}</td>
        </tr>
      ))}
    </ScrollTable>
  );
}
