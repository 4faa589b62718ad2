import type { LiftRow } from "@/contracts/chart";
import { parameters } from "../_charts/parameters";
import { BenchmarkLink } from "./benchmark-link";
import { LiftEstimate, ScoreEstimate } from "./estimate";
import { instant, tokens } from "./format";
import { ModelLabel } from "./model-label";
import { ScrollTable } from "./scroll-table";

/** Published runs of a method, the newest first. */
export function MethodRuns({ rows, total }: { rows: readonly LiftRow[]; total: number }) {
  return (
    <>
      <ScrollTable
        label="Published runs of the method"
        columns={[
          "run",
          "parameters",
          "benchmark",
          { number: "score" },
          { number: "lift over direct" },
          { number: "at equal tokens" },
          { number: "tokens" },
          "published",
        ]}
      >
        {rows.map(({ row, benchmark }) => (
          <tr key={row.runId}>
            <td className="whitespace-nowrap">
              <a href={`/runs/${row.runId}`}>{row.model.name}</a>
              <ModelLabel label={row.label} />
            </td>
            <td className="code">{parameters(row.method.id, row.method.params) || "–"}</td>
            <td className="whitespace-nowrap">
              <BenchmarkLink slug={benchmark.slug} version={benchmark.version} />
            </td>
            <td className="number">
              <ScoreEstimate score={row.score} interval={row.interval.newProblems} />
            </td>
            <td className="number">
              <LiftEstimate lift={row.lift} />
            </td>
            <td className="number">
              <LiftEstimate lift={row.liftAtEqualTokens} />
            </td>
            <td className="number">{tokens(row.tokens)}</td>
            <td className="whitespace-nowrap text-quiet">{instant(row.publishedAt).slice(0, 10)}</td>
          </tr>
        ))}
      </ScrollTable>
      {total > rows.length && (
        <p className="mt-1 text-[13px] text-quiet">
          The newest {rows.length} of {total} runs.
        </p>
      )}
    </>
  );
}
