import type { MeasuredRow } from "@/contracts/system";
import { halfWidth, percent, points, tokens } from "./format";

/** Runs here of a system's methods, with their lift over plain sampling of the same model. */
export function MeasuredTable({ rows }: { rows: readonly MeasuredRow[] }) {
  if (rows.length === 0)
    return <p className="text-quiet">No published run of its methods yet. The next one appears here.</p>;
  return (
    <div className="relative overflow-x-auto">
      <table className="table">
        <caption className="sr-only">Published runs of this system's methods, the newest first</caption>
        <thead>
          <tr>
            <th scope="col">method</th>
            <th scope="col">model</th>
            <th scope="col">benchmark</th>
            <th scope="col" className="number">
              score
            </th>
            <th scope="col" className="number">
              lift over direct
            </th>
            <th scope="col" className="number">
              tokens
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.runId}>
              <td className="whitespace-nowrap">
                <a href={`/runs/${row.runId}`}>{row.method.title}</a>
              </td>
              <td>
                {row.model}
                {row.label && <span className="block text-[13px] text-unparsed">{row.label}</span>}
              </td>
              <td className="whitespace-nowrap">
                <a href={`/benchmarks/${row.benchmark}`}>
                  {row.benchmark} v{row.version}
                </a>
              </td>
              <td className="number whitespace-nowrap">
                {percent(row.score)} <span className="text-quiet">{halfWidth(row.interval)}</span>
              </td>
              <td className="number whitespace-nowrap">
                {points(row.lift?.value ?? null)}{" "}
                <span className="text-quiet">{halfWidth(row.lift?.interval ?? null)}</span>
              </td>
              <td className="number">{tokens(row.tokens)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
