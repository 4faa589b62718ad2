import type { LiftRow } from "@/contracts/chart";
import { parameters } from "../_charts/parameters";
import { halfWidth, instant, percent, points, tokens } from "./format";
import { ScrollTable } from "./scroll-table";

/** Published runs of a method, the newest first. */
export function MethodRuns({ rows, total }: { rows: readonly LiftRow[]; total: number }) {
  return (
    <>
      <ScrollTable label="Published runs of the method">
        <thead>
          <tr>
            <th scope="col">run</th>
            <th scope="col">parameters</th>
            <th scope="col">benchmark</th>
            <th scope="col" className="number">
              score
            </th>
            <th scope="col" className="number">
              lift over direct
            </th>
            <th scope="col" className="number">
              at equal tokens
            </th>
            <th scope="col" className="number">
              tokens
            </th>
            <th scope="col">published</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ row, benchmark }) => (
            <tr key={row.runId}>
              <td className="whitespace-nowrap">
                <a href={`/runs/${row.runId}`}>{row.model.name}</a>
                {row.label && <span className="block text-[12.5px] text-unparsed">{row.label}</span>}
              </td>
              <td className="code">{parameters(row.method.id, row.method.params) || "–"}</td>
              <td className="whitespace-nowrap">
                <a href={`/benchmarks/${benchmark.slug}?version=${benchmark.version}`}>
                  {benchmark.slug} v{benchmark.version}
                </a>
              </td>
              <td className="number">
                {percent(row.score)} <span className="text-quiet">{halfWidth(row.interval.newProblems)}</span>
              </td>
              <td className="number">
                {points(row.lift?.value ?? null)}{" "}
                <span className="text-quiet">{halfWidth(row.lift?.interval ?? null)}</span>
              </td>
              <td className="number">
                {points(row.liftAtEqualTokens?.value ?? null)}{" "}
                <span className="text-quiet">{halfWidth(row.liftAtEqualTokens?.interval ?? null)}</span>
              </td>
              <td className="number">{tokens(row.tokens)}</td>
              <td className="whitespace-nowrap text-quiet">{instant(row.publishedAt).slice(0, 10)}</td>
            </tr>
          ))}
        </tbody>
      </ScrollTable>
      {total > rows.length && (
        <p className="mt-1 text-[13px] text-quiet">
          The newest {rows.length} of {total} runs.
        </p>
      )}
    </>
  );
}
