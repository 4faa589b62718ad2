import { stringify } from "csv-stringify/sync";
import type { Chart } from "./chart";

/** The whole table behind a chart; shares stay fractions. */
export function chartCsv(chart: Chart): string {
  return stringify([...chart.rows], {
    header: true,
    columns: chart.columns.map(({ key }) => key),
    escape_formulas: true,
    cast: { boolean: (value) => (value ? "yes" : "no") },
  });
}
