import type { SuiteBoard } from "@/contracts/board";
import { halfWidth, percent, rankRange } from "./format";
import { MethodParams } from "./method-params";
import { ModelLabel } from "./model-label";
import { ScrollTable } from "./scroll-table";

type Row = SuiteBoard["rows"][number];

/** Rows × benchmarks; each cell is the run behind it. */
export function SuiteTable({ board: { suite, rows } }: { board: SuiteBoard }) {
  if (rows.length === 0)
    return <p>No run of this suite has been published yet; the button above sends the first one.</p>;
  return (
    <ScrollTable
      label="Scores by benchmark with 95 % intervals for new problems"
      columns={[
        "method",
        "model",
        ...suite.benchmarks.map(({ slug, title }) => ({
          number: <a href={`/benchmarks/${slug}`}>{title}</a>,
        })),
      ]}
    >
      {rows.map((row) => (
        <tr key={keyOf(row)}>
          <td>
            <a href={`/methods/${row.method.id}`}>{row.method.title}</a>{" "}
            <MethodParams id={row.method.id} params={row.method.params} />
          </td>
          <td>
            {row.model.name}
            <ModelLabel label={row.label} />
          </td>
          {row.cells.map((cell, index) => (
            <td key={suite.benchmarks[index]?.slug} className="number whitespace-nowrap">
              <Cell cell={cell} />
            </td>
          ))}
        </tr>
      ))}
    </ScrollTable>
  );
}

function keyOf(row: Row): string {
  return row.cells.map((cell) => cell?.runId ?? "-").join(" ");
}

function Cell({ cell }: { cell: Row["cells"][number] }) {
  if (cell === null) return <span className="text-quiet">–</span>;
  const rank = cell.unranked === null ? `rank ${rankRange(cell.rankRange)}, ${cell.tier}` : cell.unranked;
  return (
    <span title={rank}>
      <a href={`/runs/${cell.runId}`}>{percent(cell.score)}</a>{" "}
      <span className="text-quiet">{halfWidth(cell.interval.newProblems)}</span>
    </span>
  );
}
