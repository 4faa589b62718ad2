import type { AnswerRecord } from "@/contracts/assessment";
import { minus, percent } from "./format";
import { OutcomeMark } from "./outcome";
import { ScrollTable } from "./scroll-table";

/** The words of the rules that choose among answers. */
const RULES = [
  { rule: "pessimistic", words: "pessimistic" },
  { rule: "mean", words: "highest mean" },
  { rule: "weighted-vote", words: "weighted vote" },
  { rule: "best-of-n", words: "best of n" },
  { rule: "majority", words: "majority" },
] as const;

/** All distinct answers to a problem as one assessor holds them, and which of them each rule takes. */
export function AnswerTable({ record: { answers, alpha, chosen } }: { record: AnswerRecord }) {
  if (answers.length === 0) return null;
  const takers = (place: number) =>
    RULES.flatMap(({ rule, words }) => (chosen[rule] === place ? [words] : []));
  return (
    <div className="mt-3">
      <h3>All answers to this problem</h3>
      <p className="text-[13px] text-quiet">
        Score is the mean assessment less a penalty that is large where few stand behind it (weight {alpha}).
      </p>
      <ScrollTable
        label="All answers to this problem by what was said of them"
        columns={[
          "answer",
          "outcome",
          { number: "solutions" },
          { number: "mean" },
          { number: "penalty" },
          { number: "score" },
          "taken by",
        ]}
      >
        {answers.map((answer, place) => (
          <tr key={answer.samples.join(" ")}>
            <td className="code max-w-[24ch] truncate">{answer.answer ?? "–"}</td>
            <td>
              <OutcomeMark outcome={answer.outcome} />
            </td>
            <td className="number" title={`samples ${answer.samples.join(", ")}`}>
              {answer.samples.length}
            </td>
            <td className="number">{percent(answer.mean)}</td>
            <td className="number">{percent(answer.penalty)}</td>
            <td className="number">{minus(percent(answer.score))}</td>
            <td className="min-w-[24ch] text-quiet">{takers(place).join(", ") || "–"}</td>
          </tr>
        ))}
      </ScrollTable>
    </div>
  );
}
