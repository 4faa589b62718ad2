import type { SampleView } from "@/contracts/board";
import { LETTERS } from "./comparison-view";
import { tokens } from "./format";
import { OutcomeMark } from "./outcome";
import { sampleHref } from "./sample-table";
import { isProgram } from "./sample-view";
import { WrittenText } from "./written-text";

type Column = { runId: string; sample: SampleView | null };

/** One sample of one problem as each run wrote it. */
export function SideBySide(props: { samples: readonly Column[]; problem: string; sample: number }) {
  return (
    <section id="side-by-side" aria-label="Side by side">
      <h2>
        {props.problem}, sample {props.sample}, side by side
      </h2>
      <div className="grid gap-6 md:grid-cols-2">
        {props.samples.map((column, index) => (
          <div key={column.runId} className="min-w-0 border-t border-rule pt-2">
            <h3 className="text-[14px] font-semibold">
              {LETTERS[index]} <span className="code font-normal">{column.runId}</span>
            </h3>
            {column.sample === null ? (
              <p className="text-quiet">This run has no such sample.</p>
            ) : (
              <Written sample={column.sample} runId={column.runId} />
            )}
          </div>
        ))}
      </div>
    </section>
  );
}

function Written({ sample, runId }: { sample: SampleView; runId: string }) {
  return (
    <>
      <p className="mb-2 text-[13.5px]">
        <OutcomeMark outcome={sample.outcome} /> ·{" "}
        <span className="code">{sample.extracted ?? "no answer"}</span> · {tokens(sample.completionTokens)}{" "}
        tokens · <a href={sampleHref(runId, sample.problemId, sample.sample)}>open</a>
      </p>
      {sample.trace === null ? (
        <p className="text-quiet">The trace is not shown.</p>
      ) : (
        <WrittenText text={sample.trace.response} find="" isCode={isProgram(sample)} />
      )}
    </>
  );
}
