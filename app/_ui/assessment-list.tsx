import type { ReactNode } from "react";
import type { AnswerRecord, AssessmentView } from "@/contracts/assessment";
import { AnswerTable } from "./answer-table";
import { Call } from "./call-list";
import { percent, tokens } from "./format";
import { MethodLink } from "./method-link";

/** What models said of this sample: votes and step labels, by who said it. Never a verdict, never a score by itself. */
export function AssessmentList(props: {
  assessments: readonly AssessmentView[];
  answers: readonly AnswerRecord[];
  find: string;
}) {
  if (props.assessments.length === 0) return null;
  const byAssessor = new Map<string, AssessmentView[]>();
  for (const item of props.assessments)
    byAssessor.set(item.assessor, [...(byAssessor.get(item.assessor) ?? []), item]);
  return (
    <section aria-label="Assessments">
      <h2>What models said of this sample</h2>
      <p className="text-[13.5px] text-quiet">
        Assessments by a model. The verdict beside is the verifier's and does not use them.
      </p>
      {[...byAssessor].map(([assessor, items]) => (
        <Assessor key={assessor} assessor={assessor} items={items} find={props.find}>
          {props.answers
            .filter((record) => record.assessor === assessor)
            .map((record) => (
              <AnswerTable key={record.alpha} record={record} />
            ))}
        </Assessor>
      ))}
    </section>
  );
}

function Assessor(props: {
  assessor: string;
  items: readonly AssessmentView[];
  find: string;
  children: ReactNode;
}) {
  const values = props.items.flatMap(({ value }) => (value === null ? [] : [value]));
  const unread = props.items.length - values.length;
  const mean = values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
  const { method, model } = namesOf(props.assessor);
  return (
    <div className="mt-3">
      <p className="text-[14px]" title={props.assessor}>
        <MethodLink id={method} /> by {model}: mean {percent(mean)} over {values.length}
        {unread > 0 && `, ${unread} could not be read`}
      </p>
      {props.items.map((item) => (
        <details key={item.index} className="border-b border-rule py-1.5">
          <summary className="cursor-pointer text-[14px]">
            {item.index + 1}. {item.value === null ? "not readable" : percent(item.value)}
            {item.label !== null && <span className="code ml-2">{item.label}</span>}
            <span className="ml-2 text-quiet">
              {tokens(item.promptTokens)} prompt, {tokens(item.completionTokens)} completion tokens
            </span>
          </summary>
          <div className="pl-4">
            {item.calls.length === 0 ? (
              <p className="text-quiet">The transcript is not shown.</p>
            ) : (
              item.calls.map((call) => <Call key={call.index} call={call} find={props.find} />)
            )}
          </div>
        </details>
      ))}
      {props.children}
    </div>
  );
}

/** `heimdall@1:model:hash` in its parts. */
function namesOf(assessor: string): { method: string; model: string } {
  const [method = "", model = ""] = assessor.split(":");
  return { method: method.replace(/@\d+$/, ""), model };
}
