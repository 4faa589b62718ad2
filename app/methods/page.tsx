import type { Metadata } from "next";
import { publicCaller } from "@/server/api/caller";
import { ArxivLink } from "../_ui/arxiv-link";
import { methodKind } from "../_ui/method-kind";
import { needWords } from "../_ui/need-words";
import { ScrollTable } from "../_ui/scroll-table";

export const metadata: Metadata = { title: "Methods" };
export const dynamic = "force-dynamic";

export default async function Page() {
  const { items } = await publicCaller().catalog.listMethods({});
  return (
    <>
      <h1 className="mb-4">Methods</h1>
      <ScrollTable
        label="Reasoning methods that can be run here"
        isStacked
        columns={["method", "what it does", "kind", "needs", "source"]}
      >
        {items.map((method) => (
          <tr key={method.id}>
            <td className="min-w-[14ch]">
              <a href={`/methods/${method.id}`}>{method.title}</a>
            </td>
            <td className="min-w-[44ch]">{method.summary}</td>
            <td className="min-w-[16ch]" data-label="kind">
              {methodKind(method)}
            </td>
            <td className="min-w-[12ch]" data-label="needs">
              {needWords(method.needs).join(", ") || "–"}
            </td>
            <td className="min-w-[14ch]" data-label="source">
              {method.source.arxiv ? <ArxivLink id={method.source.arxiv} /> : method.source.title}
            </td>
          </tr>
        ))}
      </ScrollTable>
    </>
  );
}
