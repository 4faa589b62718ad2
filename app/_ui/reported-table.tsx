import type { ReportedTableView } from "@/contracts/system";
import { spaced } from "./format";
import { ScrollTable } from "./scroll-table";

/** A table as its source prints it. Nothing in it was measured here, and nothing is ranked. */
export function ReportedTable({ table, number }: { table: ReportedTableView; number: number }) {
  return (
    <section aria-label={`Table ${number}`} id={`reported-${number}`} className="mt-4">
      <p className="text-[13.5px]">
        <a href={`#reported-${number}`}>Table {number}</a>: {spaced(table.metric)}, {table.unit}.{" "}
        {table.source}.{table.note && <span className="block text-quiet">{table.note}</span>}
      </p>
      <ScrollTable
        label={`Rows of table ${number}`}
        columns={["benchmark", "model", { number: "reported" }, { number: "its baseline" }, "baseline"]}
      >
        {table.rows.map((row) => (
          <tr key={`${row.benchmarkPrinted}/${row.model}/${row.baseline?.name}/${row.value}`}>
            <td className="whitespace-nowrap">{row.benchmarkPrinted}</td>
            <td className="min-w-[22ch]">{row.model}</td>
            <td className="number">{row.value}</td>
            <td className="number">{row.baseline?.value ?? "–"}</td>
            <td>{row.baseline?.name ?? "–"}</td>
          </tr>
        ))}
      </ScrollTable>
    </section>
  );
}
