import type { RunView as Run, SampleSummary } from "@/contracts/board";
import { emptyOutcomeCounts } from "@/contracts/outcome";
import { PROCESS_HEADLINES } from "@/contracts/process-metric";
import type { Chart } from "../_charts/chart";
import { LiveRefresh } from "../_client/live-refresh";
import type { ReducerChoice } from "../_client/submit/choices";
import { ChartFigure } from "./chart-figure";
import { LiftEstimate } from "./estimate";
import { Facts } from "./facts";
import { count, duration, halfWidth, instant, percent, rankRange, tokens } from "./format";
import { ImportedVerdicts } from "./imported-verdicts";
import { MethodParams } from "./method-params";
import { OutcomeBar, OutcomeLegend } from "./outcome";
import { RunBars } from "./progress-bar";
import { ReduceAgain } from "./reduce-again";
import { type SampleFilter, SampleTable } from "./sample-table";
import { metricName, ScoreTable } from "./score-table";
import { StateChip } from "./state-chip";

const REFRESH_MS = 2_000;

/** How this number came about: progress while it runs, then the estimators, the outcomes, the manifest and every sample. */
export function RunView(props: {
  run: Run;
  samples: readonly SampleSummary[];
  nextCursor: string | null;
  filter: SampleFilter;
  /** None while the run is under way. */
  charts: { general: readonly Chart[]; own: readonly Chart[] } | null;
  /** Ways of choosing among its samples again; empty where it holds none, is not finished, or nobody is signed in. */
  reducers: readonly ReducerChoice[];
}) {
  const { run } = props;
  const isMoving =
    run.state === "planned" || run.state === "running" || run.state === "waiting" || run.state === "scoring";
  const outcomes = { ...emptyOutcomeCounts(), ...run.outcomes };
  // A benchmark that judges solutions has a metric of its own.
  const own = PROCESS_HEADLINES.map((name) => run.scores.find(({ metric }) => metric === name));
  const headline = own.find((score) => score !== undefined) ?? run.scores[0];
  return (
    <>
      {isMoving && <LiveRefresh everyMs={REFRESH_MS} />}
      <p className="text-[13.5px] text-quiet">
        <a href={`/benchmarks/${run.benchmark.slug}`}>
          {run.benchmark.title} v{run.benchmark.version}
        </a>{" "}
        / run <span className="code">{run.id}</span>
      </p>
      <h1 className="mt-1">
        {run.method.title} on {run.model.name}
      </h1>
      {run.label && <p className="text-unparsed">{run.label}</p>}
      <StateLine run={run} />
      {run.copied && (
        <p className="mt-2 text-unparsed">
          {count(run.copied.samples)} of its records stand word for word in{" "}
          <a href={`/runs/${run.copied.runId}`}>an earlier run of another team</a>.
        </p>
      )}
      {isMoving && <RunProgress run={run} />}
      {headline && (
        <p className="my-4 text-[28px] font-semibold tabular-nums">
          {percent(headline.value)}
          <span className="ml-2 text-[15px] font-normal text-quiet">
            {metricName(headline)} {halfWidth(headline.interval.newProblems)} (95 %, new problems)
          </span>
        </p>
      )}
      <div className="grid gap-x-12 gap-y-2 lg:grid-cols-2">
        <section aria-label="Outcomes" className="min-w-0">
          <h2>Outcomes</h2>
          <OutcomeBar counts={outcomes} width={360} />
          <div className="mt-2">
            <OutcomeLegend counts={outcomes} />
          </div>
          <h2>Estimators</h2>
          <ScoreTable scores={run.scores} />
        </section>
        <section aria-label="Facts" className="min-w-0">
          <h2>Facts</h2>
          <RunFacts run={run} />
          <ImportedVerdicts runId={run.id} imported={run.imported} />
        </section>
      </div>
      {props.charts && <RunCharts run={run} charts={props.charts} />}
      {props.reducers.length > 0 && <ReduceAgain run={run} reducers={props.reducers} />}
      <h2 id="samples">Samples</h2>
      {run.sourceRunId ? (
        <p>
          This run aggregates the stored samples of <a href={`/runs/${run.sourceRunId}`}>its source run</a>{" "}
          and owns none.
        </p>
      ) : (
        <SampleTable
          runId={run.id}
          samples={props.samples}
          nextCursor={props.nextCursor}
          filter={props.filter}
          hasImported={run.imported.length > 0}
        />
      )}
    </>
  );
}

function RunCharts(props: { run: Run; charts: { general: readonly Chart[]; own: readonly Chart[] } }) {
  const { run, charts } = props;
  const figure = (chart: Chart) => (
    <ChartFigure key={chart.name} chart={chart} href={`/charts/runs/${run.id}`} />
  );
  return (
    <>
      <h2 id="charts">Charts</h2>
      <div className="grid gap-x-12 lg:grid-cols-2">{charts.general.map(figure)}</div>
      {charts.own.length > 0 && (
        <>
          <h2 id="method-charts">Charts of this method</h2>
          <div className="grid gap-x-12 lg:grid-cols-2">{charts.own.map(figure)}</div>
          <p className="text-[13.5px]">
            Over all runs: <a href={`/methods/${run.method.id}#charts`}>{run.method.title}</a>
          </p>
        </>
      )}
    </>
  );
}

function StateLine({ run }: { run: Run }) {
  return (
    <p className="mt-1 text-[14px]">
      <StateChip state={run.state} /> {run.unranked && <span className="text-quiet">{run.unranked}</span>}
    </p>
  );
}

function RunProgress({ run }: { run: Run }) {
  return (
    <div className="my-4 grid max-w-[640px] gap-3">
      <RunBars progress={run.progress} assessments={run.assessments} />
      <p className="text-[13px] text-quiet">
        {run.tokensPerSecond === null
          ? "throughput not measured yet"
          : `${count(run.tokensPerSecond)} tokens/s`}{" "}
        · about {duration(run.etaSeconds)} left
        {run.progress.faults > 0 && <> · {count(run.progress.faults)} infrastructure errors</>}
      </p>
    </div>
  );
}

function RunFacts({ run }: { run: Run }) {
  const row = run.row;
  return (
    <Facts
      items={[
        ["rank", row?.rankRange ? `${rankRange(row.rankRange)} (tie group ${row.tieGroup ?? "–"})` : "–"],
        ["lift over direct", <LiftEstimate key="lift" lift={row?.lift ?? null} />],
        ["lift at equal tokens", <LiftEstimate key="equal" lift={row?.liftAtEqualTokens ?? null} />],
        [
          "model",
          <a key="model" href={`/models/${run.model.slug}`}>
            {run.model.name}
          </a>,
        ],
        [
          "method",
          <span key="p">
            <a href={`/methods/${run.method.id}`}>{run.method.title}</a>{" "}
            <MethodParams id={run.method.id} params={run.method.params} />
          </span>,
        ],
        ["samples", `${run.samplesPerProblem} a problem, ${count(run.benchmark.problems)} problems`],
        [
          "tokens a problem",
          run.tokens.meanPerProblem === null
            ? "unknown"
            : `${tokens(run.tokens.meanPerProblem)} (${run.tokens.source})`,
        ],
        ["prompt / completion tokens", `${tokens(run.tokens.prompt)} / ${tokens(run.tokens.completion)}`],
        ["tier", row?.tier ?? "–"],
        ["attempts", row ? (row.attempts > 1 ? `best of ${row.attempts}` : "1 of 1") : "–"],
        [
          "verifier",
          <span key="v" className="code">
            {run.verifierKey}
          </span>,
        ],
        [
          "manifest",
          <a key="m" className="code break-all" href={`/api/v1/runs/${run.id}/manifest`}>
            {run.manifestSha256}
          </a>,
        ],
        [
          "reduced from this pool",
          run.reducedRunIds.length === 0
            ? "–"
            : run.reducedRunIds.map((id) => (
                <a key={id} href={`/runs/${id}`} className="code mr-2">
                  {id}
                </a>
              )),
        ],
        ["created", instant(run.createdAt)],
        ["published", instant(run.publishedAt)],
        [
          "data",
          <span key="d">
            <a href={`/api/v1/runs/${run.id}`}>JSON</a> ·{" "}
            <a href={`/api/v1/runs/${run.id}/samples?format=ndjson`}>samples (NDJSON)</a> ·{" "}
            <a href={`/compare?a=${run.id}`}>compare</a>
          </span>,
        ],
      ]}
    />
  );
}
