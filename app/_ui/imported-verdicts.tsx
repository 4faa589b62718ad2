import type { ImportedSummary } from "@/contracts/board";
import { count, percent } from "./format";
import { ScrollTable } from "./scroll-table";

/** The tool that judged: an imported verdict has the key `imported:<tool>`. */
export const toolOf = (verifierKey: string): string => verifierKey.slice(verifierKey.indexOf(":") + 1);

/** What the tools that wrote the uploaded file judged, counted beside our verdicts. Never part of a score. */
export function ImportedVerdicts(props: { runId: string; imported: readonly ImportedSummary[] }) {
  if (props.imported.length === 0) return null;
  return (
    <>
      <h2>Verdicts in the file</h2>
      <p className="text-[13.5px] text-quiet">
        What the file's own tool said of the same texts. Shown beside ours; no score uses it.
      </p>
      <ScrollTable
        label="Verdicts of the file's own tool beside ours"
        columns={[
          "tool",
          { number: "its score" },
          { number: "agree" },
          { number: "only we say correct" },
          { number: "only it says correct" },
        ]}
      >
        {props.imported.map((item) => (
          <tr key={item.verifierKey}>
            <td className="code">{toolOf(item.verifierKey)}</td>
            <td className="number">{item.judged === 0 ? "–" : percent(item.correct / item.judged)}</td>
            <td className="number">
              {count(item.agree)} of {count(item.judged)}
            </td>
            <td className="number">{count(item.onlyOurs)}</td>
            <td className="number">{count(item.onlyTheirs)}</td>
          </tr>
        ))}
      </ScrollTable>
      <p className="mt-2 text-[14px]">
        <Disagreements {...props} />
      </p>
    </>
  );
}

function Disagreements(props: { runId: string; imported: readonly ImportedSummary[] }) {
  const sum = (of: (item: ImportedSummary) => number) =>
    props.imported.reduce((total, item) => total + of(item), 0);
  const differing = sum((item) => item.onlyOurs + item.onlyTheirs);
  const notJudged = sum((item) => item.notJudged);
  return (
    <>
      {differing === 0 ? (
        "No disagreement."
      ) : (
        <a href={`/runs/${props.runId}?disagree=1#samples`}>
          {differing === 1 ? "1 disagreement" : `${count(differing)} disagreements`}
        </a>
      )}
      {notJudged > 0 && ` ${count(notJudged)} samples carry an extracted answer and no judgement.`}
    </>
  );
}
