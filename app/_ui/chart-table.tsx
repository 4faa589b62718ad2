import type { Cell, Chart, ChartColumn } from "../_charts/chart";
import { minus, percent, points } from "./format";
import { type Column, ScrollTable } from "./scroll-table";
import { methodTitle } from "./titles";

/** Rows that a page shows; the CSV has all. */
const MOST_ROWS = 100;
const MOST_COLUMNS = 14;

/** The numbers behind a chart, folded. */
export function ChartTable({ chart, csv }: { chart: Omit<Chart, "draw">; csv: string }) {
  const rows = chart.rows.slice(0, MOST_ROWS);
  const columns = chart.columns.slice(0, MOST_COLUMNS);
  const isCut = rows.length < chart.rows.length || columns.length < chart.columns.length;
  return (
    <details className="mt-1 text-[13px]">
      <summary className="cursor-pointer text-quiet">Table</summary>
      <ScrollTable
        label={`${chart.title}, table`}
        className="mt-1 max-h-96 overflow-y-auto"
        columns={columns.map(headOf)}
      >
        {rows.map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows of a chart never change places
          <tr key={index}>
            {columns.map((column) => (
              <td key={column.key} className={column.unit ? "number" : undefined}>
                {shown(row[column.key] ?? null, column)}
              </td>
            ))}
          </tr>
        ))}
      </ScrollTable>
      {isCut && (
        <p className="mt-1 text-quiet">
          {rows.length} of {chart.rows.length} rows, {columns.length} of {chart.columns.length} columns;{" "}
          <a href={csv}>the CSV has all</a>.
        </p>
      )}
    </details>
  );
}

/** Words stand left, numbers right with their unit. */
function headOf({ title, unit }: ChartColumn): Column {
  if (unit === undefined) return title;
  return { number: unit === "number" ? title : `${title}, ${unit === "percent" ? "%" : unit}` };
}

function shown(value: Cell, column: ChartColumn): string {
  if (value === null || value === "") return "–";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "string") return column.key === "method" ? methodTitle(value) : value;
  if (column.unit === "percent") return percent(value);
  if (column.unit === "points") return points(value);
  return minus(Number.isInteger(value) ? String(value) : value.toFixed(Math.abs(value) < 10 ? 2 : 1));
}
