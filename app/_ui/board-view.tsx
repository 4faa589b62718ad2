import { SUITES } from "@/catalog/suites";
import type { BenchmarkSummary, Board } from "@/contracts/board";
import type { Chart } from "../_charts/chart";
import { BoardIsland } from "../_client/board-island";
import { Errata, Pin } from "./benchmark-origin";
import { addressOf, BoardFilters, type BoardSetting } from "./board-filters";
import { BoardTable, type BoardViewName } from "./board-table";
import { ChartFigure } from "./chart-figure";
import { count, points } from "./format";

const VIEWS = [
  { id: "score", label: "score", help: "avg@n, the mean over problems of the share of correct samples" },
  { id: "lift", label: "lift", help: "paired difference to voting at equal tokens on the same model" },
  { id: "budget", label: "budget", help: "sorted by tokens spent per problem, discarded ones included" },
] as const;

/** A page that is opened for its first rows does not carry a thousand. */
const FIRST_ROWS = 100;

/** The first screen: one line of what this is, then one board, already sorted. */
export function BoardView(props: {
  board: Board;
  benchmark: BenchmarkSummary;
  benchmarks: readonly BenchmarkSummary[];
  setting: BoardSetting & { view: BoardViewName };
  isHome: boolean;
  charts: readonly Chart[];
}) {
  const { board, benchmark, setting } = props;
  const isWhole = setting.rows === "all";
  return (
    <>
      {props.isHome ? (
        <h1 className="mb-4">Do reasoning methods hold up? Every number recomputed from its traces.</h1>
      ) : (
        <h1 className="mb-4">{benchmark.title}</h1>
      )}
      <nav aria-label="Benchmarks" className="mb-3 flex flex-wrap gap-2">
        {props.benchmarks.map((item) => (
          <a
            key={item.slug}
            href={`/benchmarks/${item.slug}`}
            className="chip hover:no-underline"
            aria-current={item.slug === benchmark.slug ? "true" : undefined}
          >
            {item.title}
            <span className="text-quiet">{item.version === null ? "" : `v${item.version}`}</span>
          </a>
        ))}
      </nav>
      <div className="mb-2 flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 text-[13.5px]">
        <BoardFacts board={board} />
        <ViewSwitch slug={benchmark.slug} view={setting.view} />
      </div>
      <BoardFilters board={board} setting={setting} />
      {board.rows.length === 0 ? (
        <EmptyBoard slug={benchmark.slug} isFiltered={board.choices.methods.length > 0} />
      ) : (
        <BoardTable rows={isWhole ? board.rows : board.rows.slice(0, FIRST_ROWS)} view={setting.view} />
      )}
      {!isWhole && board.rows.length > FIRST_ROWS && (
        <p className="mt-3 text-[13.5px]">
          The first {FIRST_ROWS} of {count(board.rows.length)} runs.{" "}
          <a href={addressOf({ ...setting, rows: "all" })}>Show all</a>
        </p>
      )}
      {props.charts.length > 0 && <h2>Charts</h2>}
      {props.charts.map((chart) => (
        <ChartFigure
          key={chart.name}
          chart={chart}
          href={`/charts/boards/${boardName(board, benchmark)}`}
          query={filterQuery(setting)}
        />
      ))}
      {setting.view === "score" && board.rows.length > 0 && (
        <p className="mt-3 text-[13.5px]">
          <a href={`/benchmarks/${benchmark.slug}?view=lift#grid`}>Which problems each run solves</a>
        </p>
      )}
      <BoardIsland />
      <BenchmarkFacts benchmark={benchmark} board={board} />
    </>
  );
}

/** The address of a version that is not the benchmark's current one names it. */
function boardName(board: Board, benchmark: BenchmarkSummary): string {
  return board.version === benchmark.version ? benchmark.slug : `${benchmark.slug}@${board.version}`;
}

function filterQuery({ method, model }: BoardSetting): string {
  const query = new URLSearchParams({ ...(method ? { method } : {}), ...(model ? { model } : {}) });
  return query.size === 0 ? "" : `?${query}`;
}

function BoardFacts({ board }: { board: Board }) {
  const effect = board.minimumDetectableEffect;
  return (
    <p className="text-quiet">
      {count(board.benchmark.problems)} problems · version {board.version} · {count(board.rows.length)}{" "}
      {board.rows.length === 1 ? "run" : "runs"}
      {effect !== null && <> · separates differences of {points(effect).replace("+", "")} points</>}
    </p>
  );
}

function ViewSwitch({ slug, view }: { slug: string; view: BoardViewName }) {
  return (
    <nav aria-label="View" className="flex gap-3">
      <span className="text-quiet">view:</span>
      {VIEWS.map((item) => (
        <a
          key={item.id}
          href={item.id === "score" ? `/benchmarks/${slug}` : `/benchmarks/${slug}?view=${item.id}`}
          title={item.help}
          aria-current={item.id === view ? "true" : undefined}
          className={item.id === view ? "font-semibold text-ink" : ""}
        >
          {item.label}
        </a>
      ))}
    </nav>
  );
}

function EmptyBoard({ slug, isFiltered }: { slug: string; isFiltered: boolean }) {
  if (isFiltered) {
    return (
      <p className="border-y border-rule py-10 text-center">
        No run passes the filters. <a href={`/benchmarks/${slug}`}>Show all runs</a>.
      </p>
    );
  }
  return (
    <div className="border-y border-rule py-10 text-center">
      <p className="mb-3">No run has been published on this benchmark yet.</p>
      <a href={`/submit?benchmark=${slug}`} className="button" data-kind="primary">
        Submit the first one
      </a>
    </div>
  );
}

/** The suites that this benchmark is in. */
function Suites({ slug }: { slug: string }) {
  const suites = SUITES.filter(({ benchmarks }) => benchmarks.includes(slug));
  if (suites.length === 0) return null;
  return (
    <>
      <dt className="text-quiet">in suites</dt>
      <dd>
        {suites.map((suite, index) => (
          <span key={suite.slug}>
            {index > 0 && ", "}
            <a href={`/suites/${suite.slug}`}>{suite.title}</a>
          </span>
        ))}
      </dd>
    </>
  );
}

function BenchmarkFacts({ benchmark, board }: { benchmark: BenchmarkSummary; board: Board }) {
  return (
    <section
      className="mt-10 grid gap-x-12 gap-y-6 text-[14px] md:grid-cols-2"
      aria-label="About this benchmark"
    >
      <div>
        <h2 className="!mt-0">What it is</h2>
        <p className="max-w-[70ch]">{benchmark.description}</p>
        <p className="mt-2 text-quiet">
          {benchmark.licence} · redistribution of statements: {benchmark.redistribution.replaceAll("-", " ")}{" "}
          · source: {benchmark.source}
        </p>
        <Pin benchmark={benchmark} />
        <Errata errata={benchmark.errata} />
      </div>
      <div>
        <h2 className="!mt-0">How it is asked and judged</h2>
        <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
          <dt className="text-quiet">answers</dt>
          <dd>{benchmark.answerKind}</dd>
          <dt className="text-quiet">instruction</dt>
          <dd>{benchmark.protocol.instruction}</dd>
          <dt className="text-quiet">protocol</dt>
          <dd>
            {benchmark.protocol.samplesPerProblem} samples a problem, temperature{" "}
            {benchmark.protocol.temperature}, at most {count(benchmark.protocol.maxTokens)} tokens
          </dd>
          <dt className="text-quiet">verifier</dt>
          <dd className="code">
            <a href="/verifier/changes">{board.verifier}</a>
          </dd>
          <Suites slug={benchmark.slug} />
          <dt className="text-quiet">content</dt>
          <dd className="code break-all">{benchmark.contentHash ?? "no version imported yet"}</dd>
        </dl>
        <p className="mt-2">
          <a href={`/api/v1/leaderboards/${benchmark.slug}`}>JSON</a> ·{" "}
          <a href={`/api/v1/leaderboards/${benchmark.slug}.csv`}>CSV</a>
        </p>
      </div>
    </section>
  );
}
