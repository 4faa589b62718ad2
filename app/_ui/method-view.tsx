import type { MethodView as Method } from "@/contracts/catalog";
import type { LiftRow } from "@/contracts/chart";
import type { Chart } from "../_charts/chart";
import type { MethodChartSet } from "../_charts/method-charts";
import { MOST_OWN_RUNS } from "../_charts/method-charts";
import { ArxivLink } from "./arxiv-link";
import { ChartFigure } from "./chart-figure";
import { Facts } from "./facts";
import { methodKind, runsOnEndpoints } from "./method-kind";
import { MethodRuns } from "./method-runs";
import { MethodWording } from "./method-wording";
import { needWords } from "./need-words";

/** Does the method help, where, at what budget, why: then its runs, and what it is made of. */
export function MethodView({ method, charts }: { method: Method; charts: MethodChartSet }) {
  const isDirect = method.id === "direct";
  const board = charts.rows[0]?.benchmark;
  const figure = (chart: Chart) => (
    <ChartFigure key={chart.name} chart={chart} href={`/charts/methods/${method.id}`} />
  );
  return (
    <>
      <h1>{method.title}</h1>
      <p className="mt-2 max-w-[70ch]">{method.summary}</p>
      <p className="mt-4 flex flex-wrap gap-3">
        {runsOnEndpoints(method.id) && (
          <a href={`/submit?method=${method.id}`} className="button" data-kind="primary">
            Run it on your endpoint
          </a>
        )}
        {method.kind === "reduce" && (
          <a href={`/submit?kind=reduce&method=${method.id}`} className="button">
            Reduce a finished run with it
          </a>
        )}
        {board !== undefined && (
          <a href={`/benchmarks/${board.slug}?method=${method.id}`} className="button">
            Its rows on the newest board
          </a>
        )}
      </p>
      {charts.rows.length === 0 ? (
        <p className="mt-6 border-y border-rule py-6">
          No run of this method has been published yet. Its charts appear with the first one.
        </p>
      ) : (
        <>
          {isDirect ? (
            <p className="mt-6 max-w-[70ch]">
              One sample of the model, nothing else: lifts of all other methods are measured against it.
            </p>
          ) : (
            <>
              <h2 id="lift-section">Does it help, and where?</h2>
              <LiftAnswer rows={charts.rows} />
              {charts.lift.map(figure)}
            </>
          )}
          <h2 id="budget-section">At what budget?</h2>
          {figure(charts.budget)}
          {charts.own.length > 0 && (
            <>
              <h2 id="charts">Why? Its own charts</h2>
              <p className="max-w-[80ch] text-[13.5px] text-quiet">
                Over its newest {MOST_OWN_RUNS} runs at most; each run's page has the same for that run alone.
              </p>
              <div className="grid gap-x-12 lg:grid-cols-2">{charts.own.map(figure)}</div>
            </>
          )}
          <h2 id="runs">Runs</h2>
          <MethodRuns rows={charts.rows} total={charts.total} />
        </>
      )}
      <h2 id="facts">What it is</h2>
      <MethodFacts method={method} />
      <Guesses method={method} />
      <MethodWording method={method} />
    </>
  );
}

/** The answer in one sentence, from the intervals alone. */
function LiftAnswer({ rows }: { rows: readonly LiftRow[] }) {
  const lifts = rows.flatMap(({ row }) => row.lift ?? []);
  const equal = rows.flatMap(({ row }) => row.liftAtEqualTokens ?? []);
  const above = (items: readonly { interval: readonly [number, number] }[]) =>
    items.filter(({ interval }) => interval[0] > 0).length;
  if (lifts.length === 0)
    return <p>No run of it can be compared with a direct one yet; the reasons are below.</p>;
  return (
    <p className="max-w-[80ch]">
      It scores above one direct sample in <strong>{above(lifts)}</strong> of {lifts.length} comparable{" "}
      {lifts.length === 1 ? "run" : "runs"}
      {equal.length > 0 ? (
        <>
          , and above voting that spends as many tokens in <strong>{above(equal)}</strong> of {equal.length}
        </>
      ) : (
        ", and no run can be held against voting at equal tokens"
      )}
      . Counted are runs whose {"95\u00a0%"} interval lies above 0.
    </p>
  );
}

function MethodFacts({ method }: { method: Method }) {
  return (
    <Facts
      items={[
        ["id", <span key="id" className="code">{`${method.id} v${method.version}`}</span>],
        ["kind", methodKind(method)],
        ["needs", needWords(method.needs).join(", ") || "nothing special"],
        ["roles", method.roles.join(", ") || "none"],
        [
          "source",
          <>
            {method.source.title}
            {method.source.arxiv && (
              <>
                {" "}
                (<ArxivLink id={method.source.arxiv} />)
              </>
            )}
          </>,
        ],
      ]}
    />
  );
}

/** What the sources do not say and we chose: named parameters, so that a run can choose otherwise. */
function Guesses({ method }: { method: Method }) {
  const guessed = Object.entries(described(method.parameters)).filter(([, text]) => /guess/i.test(text));
  if (guessed.length === 0) return null;
  return (
    <p className="mt-3 max-w-[80ch] text-[14px]">
      <span className="chip">our guesses</span>{" "}
      {guessed.map(([name], index) => (
        <span key={name}>
          {index > 0 && ", "}
          <span className="code">{name}</span>
        </span>
      ))}
      : the sources do not fix them. Each can be set for a run.
    </p>
  );
}

function described(parameters: Record<string, unknown>): Record<string, string> {
  const properties = parameters.properties;
  if (typeof properties !== "object" || properties === null) return {};
  return Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [name, descriptionOf(schema)]),
  );
}

function descriptionOf(schema: unknown): string {
  if (typeof schema !== "object" || schema === null || !("description" in schema)) return "";
  return typeof schema.description === "string" ? schema.description : "";
}
