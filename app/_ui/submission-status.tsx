import { isSubmissionEnded, type SubmissionState } from "@/contracts/states";
import type { SubmissionView } from "@/contracts/submission";
import { LiveRefresh } from "../_client/live-refresh";
import { SubmissionActions } from "../_client/submission-actions";
import { BenchmarkLink } from "./benchmark-link";
import { Facts } from "./facts";
import { count, duration, instant } from "./format";
import { IngestReport, LineErrors, LineRemarks } from "./ingest-report";
import { MethodLink } from "./method-link";
import { needWords } from "./need-words";
import { RunBars } from "./progress-bar";
import { StateChip } from "./state-chip";
import { benchmarkTitle, boardHref, isSuite, methodTitle } from "./titles";

const REFRESH_MS = 2_000;

/** What each state means to the person who waits. */
const STATE_WORDS: Record<SubmissionState, string> = {
  received: "Received. Nothing has been checked yet.",
  staged: "The file is stored and waits to be checked.",
  checking: "A runner is checking it: the endpoint is called once, or every line of the file is read.",
  needs_decision: "Some lines of the file are bad. Continue with the good ones, or withdraw.",
  queued: "Checked and planned; it waits for a runner.",
  running: "Samples are being produced and verified.",
  waiting: "Waiting: the endpoint or the runner is away. It goes on by itself.",
  scoring: "All samples are in; scores and the board are being computed.",
  published: "Done: the rows are on the board.",
  failed: "It ended with an error.",
  cancelled: "Cancelled on request.",
  withdrawn: "Withdrawn; its rows are off the board.",
};

/** Nothing is produced where a stored run is reduced again. */
function wordsOf({ kind, state }: SubmissionView): string {
  return kind === "reduction" && state === "running"
    ? "Stored samples are being assessed and chosen among."
    : STATE_WORDS[state];
}

const PATH: readonly SubmissionState[] = [
  "received",
  "checking",
  "queued",
  "running",
  "scoring",
  "published",
];

/** Where a submission is, what it waits for, what its file held, and what can be done with it now. */
export function SubmissionStatus({ submission }: { submission: SubmissionView }) {
  const ended = isSubmissionEnded(submission.state);
  return (
    <>
      {!ended && <LiveRefresh everyMs={REFRESH_MS} />}
      <p className="text-[13.5px] text-quiet">
        <a href="/submissions">submissions</a> / <span className="code">{submission.id}</span>
      </p>
      <h1 className="mt-1">{titleOf(submission)}</h1>
      {(!ended || submission.state === "published") && <StatePath state={submission.state} />}
      <p className="mt-3 text-[15px]" role="status">
        <strong>{submission.state.replace("_", " ")}</strong>: {wordsOf(submission)}
      </p>
      <Reason submission={submission} />
      <SubmissionActions
        id={submission.id}
        canRetry={submission.canRetry}
        canCancel={submission.canCancel}
        canWithdraw={submission.canWithdraw}
        needsDecision={submission.state === "needs_decision"}
      >
        <NextStep submission={submission} />
      </SubmissionActions>
      <div className="mt-4 grid gap-x-12 lg:grid-cols-2">
        <section aria-label="Runs" className="min-w-0">
          <h2>Runs</h2>
          <Runs submission={submission} />
          <LineErrors submission={submission} />
          <LineRemarks submission={submission} />
        </section>
        <section aria-label="Facts" className="min-w-0">
          <h2>Facts</h2>
          <StatusFacts submission={submission} ended={ended} />
          {submission.ingest && <IngestReport ingest={submission.ingest} />}
        </section>
      </div>
    </>
  );
}

function titleOf({ kind, method, model, benchmark }: SubmissionView): string {
  const on = benchmarkTitle(benchmark);
  return kind === "reduction" ? `${methodTitle(method)} over a stored run of ${on}` : `${model} on ${on}`;
}

/** The one thing to do next: look at the board, or send it again, corrected. */
function NextStep({ submission }: { submission: SubmissionView }) {
  const { state, kind, benchmark, method, model } = submission;
  if (state === "published") {
    return (
      <a className="button" data-kind="primary" href={boardHref(benchmark)}>
        See the board
      </a>
    );
  }
  if (state !== "failed" && state !== "cancelled") return null;
  const query = new URLSearchParams({
    kind: kind === "reduction" ? "reduce" : kind,
    [isSuite(benchmark) ? "suite" : "benchmark"]: benchmark,
    method,
    ...(kind === "reduction" ? {} : { model }),
  });
  return (
    <a className="button" data-kind={submission.canRetry ? undefined : "primary"} href={`/submit?${query}`}>
      Submit again
    </a>
  );
}

function StatePath({ state }: { state: SubmissionState }) {
  const shown =
    state === "staged" || state === "needs_decision" ? "checking" : state === "waiting" ? "running" : state;
  const reached = PATH.indexOf(shown);
  return (
    <ol className="mt-3 flex flex-wrap gap-x-2 gap-y-1 text-[13px]" aria-label="Stages">
      {PATH.map((step, index) => (
        <li
          key={step}
          aria-current={step === shown ? "step" : undefined}
          className={index <= reached ? "text-ink" : "text-quiet"}
        >
          <span aria-hidden="true">{index < reached ? "●" : index === reached ? "◉" : "○"}</span> {step}
          {index < PATH.length - 1 && <span className="ml-2 text-rule-strong">—</span>}
        </li>
      ))}
    </ol>
  );
}

function Reason({ submission }: { submission: SubmissionView }) {
  if (submission.reason === null) return null;
  return (
    <div className="mt-3 max-w-[80ch] border-l-2 border-incorrect bg-panel px-4 py-2 text-[14px]">
      <p>{submission.reason.message}</p>
      <p className="text-quiet">
        {submission.reason.hint} <span className="code">({submission.reason.code})</span>
      </p>
    </div>
  );
}

function Runs({ submission }: { submission: SubmissionView }) {
  if (submission.runs.length === 0)
    return (
      <p className="text-quiet">
        {isSubmissionEnded(submission.state)
          ? "It ended before a run was planned."
          : "Runs are planned once the check has passed."}
      </p>
    );
  const severalModels = new Set(submission.runs.map(({ model }) => model)).size > 1;
  return (
    <ul className="grid gap-4">
      {submission.runs.map((run) => (
        <li key={run.runId}>
          <p className="text-[14px]">
            <a href={`/runs/${run.runId}`}>
              {severalModels && `${run.model}: `}
              {methodTitle(run.method)} on {benchmarkTitle(run.benchmark)}
            </a>{" "}
            <StateChip state={run.state} />
          </p>
          <div className="mt-2 grid gap-2">
            <RunBars progress={run} assessments={run.assessments} />
            {run.faults > 0 && (
              <p className="text-[13px] text-quiet">{count(run.faults)} infrastructure errors</p>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}

function StatusFacts({ submission, ended }: { submission: SubmissionView; ended: boolean }) {
  const probe = submission.probe;
  return (
    <Facts
      items={[
        ["kind", submission.kind],
        ["benchmark", <BenchmarkLink key="benchmark" slug={submission.benchmark} />],
        ["method", <MethodLink key="method" id={submission.method} />],
        ["visibility", submission.visibility],
        ...(ended
          ? []
          : ([
              [
                "position in the queue",
                submission.queuePosition === null ? "–" : count(submission.queuePosition),
              ],
              [
                "time left",
                submission.etaSeconds === null ? "–" : `about ${duration(submission.etaSeconds)}`,
              ],
            ] as const)),
        ["last heartbeat", instant(submission.heartbeatAt)],
        ...(submission.nextTryAt ? ([["next try", instant(submission.nextTryAt)]] as const) : []),
        ...(submission.decisionDeadline
          ? ([["decide until", instant(submission.decisionDeadline)]] as const)
          : []),
        ...(probe
          ? ([
              ["connection test", probe.message],
              ["capabilities found", needWords(probe.capabilities).join(", ") || "none"],
              ["server", probe.server ?? "not told"],
            ] as const)
          : []),
        ["submitted", instant(submission.createdAt)],
        ["updated", instant(submission.updatedAt)],
      ]}
    />
  );
}
