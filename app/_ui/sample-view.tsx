import type { SampleView as Sample } from "@/contracts/board";
import { ArtifactList } from "./artifact-list";
import { AssessmentList } from "./assessment-list";
import { CallList } from "./call-list";
import { ContestVerdict } from "./contest-verdict";
import { Facts } from "./facts";
import { latency, tokens } from "./format";
import { findIn } from "./found-text";
import { toolOf } from "./imported-verdicts";
import { MathText } from "./math-text";
import { OUTCOME_LOOKS, OutcomeMark } from "./outcome";
import { sampleHref } from "./sample-table";
import { TraceFind } from "./trace-find";
import { Code as ProgramText, WrittenText } from "./written-text";

/** What the model wrote, what was judged, and why. Everything the model wrote is untrusted text. */
export function SampleView(props: {
  sample: Sample;
  isSignedIn: boolean;
  /** Marked wherever it stands in the trace; empty where nothing is looked for. */
  find: string;
}) {
  const { sample, isSignedIn, find } = props;
  const { problem } = sample;
  const previous =
    sample.previous && sampleHref(sample.runId, sample.previous.problemId, sample.previous.sample);
  const next = sample.next && sampleHref(sample.runId, sample.next.problemId, sample.next.sample);
  return (
    <>
      <p className="text-[13.5px] text-quiet">
        <a href={`/runs/${sample.runId}`}>
          run <span className="code">{sample.runId}</span>
        </a>{" "}
        / problem {problem.ordinal + 1}
      </p>
      <div className="mt-1 flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <h1>
          {problem.id}, sample {sample.sample}
        </h1>
        <nav aria-label="Neighbours" className="flex gap-4 text-[14px]">
          {previous ? (
            <a href={previous} data-key="k">
              ← previous (k)
            </a>
          ) : null}
          {next ? (
            <a href={next} data-key="j">
              next (j) →
            </a>
          ) : null}
        </nav>
      </div>
      <p className="mt-1 text-[16px]">
        <OutcomeMark outcome={sample.outcome} />
      </p>
      <div className="grid gap-x-12 lg:grid-cols-[minmax(0,1fr)_360px]">
        <div className="min-w-0">
          <h2>Problem</h2>
          <Statement sample={sample} />
          {sample.trace && <TraceFind trace={sample.trace} find={find} />}
          <Answer sample={sample} find={find} />
          {sample.trace && <ArtifactList artifacts={sample.trace.artifacts} />}
          {sample.trace && <CallList calls={sample.trace.calls} find={find} />}
          <AssessmentList assessments={sample.assessments} answers={sample.answers} find={find} />
        </div>
        <aside aria-label="Verdict and facts">
          <h2>Verdict</h2>
          <Verdict sample={sample} />
          {sample.outcome !== null && sample.fault === null && (
            <ContestVerdict
              place={{ runId: sample.runId, problemId: problem.id, sample: sample.sample }}
              isCorrect={sample.outcome === "correct"}
              isSignedIn={isSignedIn}
            />
          )}
          <ImportedVerdict sample={sample} />
          <h2>Facts</h2>
          <Facts
            items={[
              ["prompt tokens", tokens(sample.promptTokens)],
              ["completion tokens", tokens(sample.completionTokens)],
              ["finish", sample.finishReason ?? "–"],
              ["latency", latency(sample.latencyMs)],
              ["level", problem.level ?? "–"],
            ]}
          />
          <h2>Samples of this problem</h2>
          <ul className="flex flex-wrap gap-1.5">
            {sample.siblings.map((sibling) => (
              <li key={sibling.sample}>
                <a
                  href={sampleHref(sample.runId, problem.id, sibling.sample)}
                  className="chip tabular-nums"
                  aria-current={sibling.sample === sample.sample ? "true" : undefined}
                  title={sibling.outcome ? OUTCOME_LOOKS[sibling.outcome].label : "not judged yet"}
                >
                  {sibling.sample} <OutcomeMark outcome={sibling.outcome} word={false} />
                </a>
              </li>
            ))}
          </ul>
        </aside>
      </div>
    </>
  );
}

/** Judged by running it. */
export const isProgram = ({ verdict }: Sample) => verdict?.verifierKey.startsWith("code") ?? false;

/** A statement that is itself the start of a program, as a signature with its description is. */
const STARTS_AS_PROGRAM = /^(?:from |import |def |class |@|#)/m;

function Statement({ sample }: { sample: Sample }) {
  const { problem } = sample;
  if (problem.statement === null)
    return <p className="text-quiet">The statement of this benchmark is not shown.</p>;
  if (isProgram(sample) && STARTS_AS_PROGRAM.test(problem.statement))
    return <ProgramText text={problem.statement} />;
  return (
    <>
      <MathText text={problem.statement} />
      {problem.options && (
        <ol className="mt-2 list-[upper-alpha] pl-6">
          {problem.options.map((option) => (
            <li key={option}>
              <MathText text={option} />
            </li>
          ))}
        </ol>
      )}
    </>
  );
}

function Answer({ sample, find }: { sample: Sample; find: string }) {
  if (sample.fault) {
    return (
      <>
        <h2>What happened</h2>
        <p>
          <span className="code">{sample.fault.code}</span>: {sample.fault.message}
        </p>
      </>
    );
  }
  if (sample.trace === null)
    return <p className="mt-6 text-quiet">The trace of this sample has not arrived yet.</p>;
  return (
    <>
      {sample.trace.reasoning && (
        <details
          className="mt-4 border border-rule bg-panel px-4 py-2"
          open={findIn(sample.trace.reasoning, find).length > 0 ? true : undefined}
        >
          <summary className="cursor-pointer text-[14px] font-semibold">
            Thinking ({sample.trace.reasoning.length.toLocaleString("en")} characters)
          </summary>
          <div className="mt-2 text-[14px]">
            <WrittenText text={sample.trace.reasoning} find={find} isCode={false} />
          </div>
        </details>
      )}
      <h2>Answer</h2>
      <div className="border-l-2 border-rule-strong pl-4">
        <WrittenText text={sample.trace.response} find={find} isCode={isProgram(sample)} />
      </div>
    </>
  );
}

function Verdict({ sample }: { sample: Sample }) {
  if (sample.verdict === null) return <p className="text-quiet">Not judged yet.</p>;
  if (isProgram(sample)) return <ProgramVerdict verdict={sample.verdict} />;
  return (
    <Facts
      items={[
        ["extracted", <Code key="e" text={sample.verdict.extracted} />],
        ["gold", <Code key="g" text={sample.problem.gold} />],
        ["rule", sample.verdict.rule],
        ["gold, normal form", <Code key="gn" text={sample.verdict.goldNormal} />],
        ["answer, normal form", <Code key="an" text={sample.verdict.answerNormal} />],
        ["verifier", <Code key="v" text={sample.verdict.verifierKey} />],
      ]}
    />
  );
}

function ProgramVerdict({ verdict }: { verdict: NonNullable<Sample["verdict"]> }) {
  const program = verdict.extracted ?? "";
  return (
    <Facts
      items={[
        [
          "program",
          program === "" ? (
            "none found"
          ) : (
            <details key="program">
              <summary className="cursor-pointer">
                {program.split("\n").length} lines, as they were run
              </summary>
              <ProgramText text={program} />
            </details>
          ),
        ],
        ["tests", <Code key="t" text={verdict.goldNormal} />],
        ["result", <Code key="r" text={verdict.answerNormal} />],
        ["rule", verdict.rule],
        ["verifier", <Code key="v" text={verdict.verifierKey} />],
      ]}
    />
  );
}

/** What the tool that wrote the file said of the same text, and whether it agrees with ours. */
function ImportedVerdict({ sample }: { sample: Sample }) {
  const { imported } = sample;
  if (imported === null) return null;
  const isJudged = imported.outcome !== "undecided";
  const agrees = (imported.outcome === "correct") === (sample.outcome === "correct");
  return (
    <>
      <h2>Verdict in the file</h2>
      <Facts
        items={[
          ["tool", <Code key="t" text={toolOf(imported.verifierKey)} />],
          [
            "it says",
            isJudged ? <OutcomeMark key="o" outcome={imported.outcome} /> : "extracted, not judged",
          ],
          ["its extracted answer", <Code key="e" text={imported.extracted} />],
          ...(isJudged && sample.outcome !== null
            ? ([["beside ours", agrees ? "agrees" : "disagrees"]] as const)
            : []),
        ]}
      />
    </>
  );
}

function Code({ text }: { text: string | null }) {
  return text === null ? <>–</> : <span className="code break-all">{text}</span>;
}
