import type { MovedSamples } from "@/contracts/rescore";
import { OutcomeMark } from "./outcome";
import { sampleHref } from "./sample-table";
import { ScrollTable } from "./scroll-table";

/** The samples of a run on which its last re-score changed the outcome, with what each version took as the answer. */
export function MovedSamplesTable({ moved }: { moved: MovedSamples }) {
  if (moved.items.length === 0) return <p>No re-score changed an outcome of this run.</p>;
  return (
    <ScrollTable
      label="Samples that moved"
      columns={["sample", "before", "after", "answer before", "answer after", "rule before", "rule now"]}
    >
      {moved.items.map((item) => (
        <tr key={`${item.problemId}/${item.sample}`}>
          <td>
            <a href={sampleHref(moved.runId, item.problemId, item.sample)}>
              {item.problemId}, {item.sample}
            </a>
          </td>
          <td>
            <OutcomeMark outcome={item.before} />
          </td>
          <td>
            <OutcomeMark outcome={item.after} />
          </td>
          <td className="code">{item.extractedBefore?.slice(0, 80) ?? "–"}</td>
          <td className="code">{item.extractedAfter?.slice(0, 80) ?? "–"}</td>
          <td>{item.ruleBefore}</td>
          <td>{item.rule}</td>
        </tr>
      ))}
    </ScrollTable>
  );
}
