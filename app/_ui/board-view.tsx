import { SUITES } from "@/catalog/suites";
import type { BenchmarkSummary, Board } from "@/contracts/board";
import type { BoardProps } from "../_server/board-page";
import { address } from "./address";
import { Errata, Pin } from "./benchmark-origin";
import { addressOf, BoardFilters } from "./board-filters";
import { BoardTable, type BoardViewName } from "./board-table";
import { DrawnFigure } from "./chart-figure";
import { ChoiceChip } from "./choice-chip";
import { Facts } from "./facts";
import { count, points } from "./format";

const VIEWS = [
  { id: "score", label: "score", help: "avg@n, the mean over problems of the share of correct samples" },
  { id: "lift", label: "lift", help: "paired difference to voting at equal tokens on the same model" },
  { id: "budget", label: "budget", help: "sorted by tokens spent per problem, discarded ones included" },
] as const;

/** A page that is opened for its first rows does not carry a thousand. */
const FIRST_ROWS = 100;

/** The first screen: one line of what this is, then one board, already sorted. */
export function BoardView(props: BoardProps) {
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
          <ChoiceChip
            key={item.slug}
            href={`/benchmarks/${item.slug}`}
            isChosen={item.slug === benchmark.slug}
          >
            {item.title}
            <span className="text-quiet">{item.version === null ? "" : `v${item.version}`}</span>
          </ChoiceChip>
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
        <DrawnFigure
          key={chart.name}
          chart={chart}
          href={`/charts/boards/${boardName(board, benchmark)}`}
          query={address("", { method: setting.method, model: setting.model })}
        />
      ))}
      {setting.view === "score" && board.rows.length > 0 && (
        <p className="mt-3 text-[13.5px]">
          <a href={`/benchmarks/${benchmark.slug}?view=lift#grid`}>Which problems each run solves</a>
        </p>
      )}
      <script defer src="/board.js" />
      <BenchmarkFacts benchmark={benchmark} board={board} />
    </>
  );
}

/** The address of a version that is not the benchmark's current one names it. */
function boardName(board: Board, benchmark: BenchmarkSummary): string {
  return board.version === benchmark.version ? benchmark.slug : `${benchmark.slug}@${board.version}`;
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

function Suites({ suites }: { suites: typeof SUITES }) {
  return suites.map(({ slug, title }, index) => (
    <span key={slug}>
      {index > 0 && ", "}
      <a href={`/suites/${slug}`}>{title}</a>
    </span>
  ));
}

function BenchmarkFacts({ benchmark, board }: { benchmark: BenchmarkSummary; board: Board }) {
  const { protocol } = benchmark;
  const suites = SUITES.filter(({ benchmarks }) => benchmarks.includes(benchmark.slug));
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
        <Facts
          items={[
            ["answers", benchmark.answerKind],
            ["instruction", protocol.instruction],
            [
              "protocol",
              `${protocol.samplesPerProblem} samples a problem, temperature ${protocol.temperature}, at most ${count(protocol.maxTokens)} tokens`,
            ],
            [
              "verifier",
              <a key="verifier" href="/verifier/changes" className="code">
                {board.verifier}
              </a>,
            ],
            ...(suites.length === 0
              ? []
              : ([["in suites", <Suites key="suites" suites={suites} />]] as const)),
            [
              "content",
              <span key="content" className="code break-all">
                {benchmark.contentHash ?? "no version imported yet"}
              </span>,
            ],
          ]}
        />
        <p className="mt-2">
          <a href={`/api/v1/leaderboards/${benchmark.slug}`}>JSON</a> ·{" "}
          <a href={`/api/v1/leaderboards/${benchmark.slug}.csv`}>CSV</a>
        </p>
      </div>
    </section>
  );
}
