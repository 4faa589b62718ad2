import type { Metadata } from "next";
import { compareCharts } from "../_charts/compare-charts";
import { apiCode } from "../_server/api-code";
import { orNotFound, viewer } from "../_server/caller";
import { type Search, searchValues } from "../_server/search-values";
import { address } from "../_ui/address";
import { ChartFigure } from "../_ui/chart-figure";
import { ChoiceChip } from "../_ui/choice-chip";
import { ComparisonView } from "../_ui/comparison-view";
import { percent } from "../_ui/format";
import { type RunChoice, RunChoices, RunPicker } from "../_ui/run-picker";
import { SideBySide } from "../_ui/side-by-side";

export const metadata: Metadata = { title: "Compare" };

const NAMES = ["a", "b", "c", "d"] as const;

type Props = { searchParams: Search };

export default async function Page({ searchParams }: Props) {
  const search = await searchValues(searchParams);
  const chosen = NAMES.map((name) => search[name]?.trim() ?? "");
  const runIds = [...new Set(chosen.filter((id) => id !== ""))];
  const { problem } = search;
  const sample = Math.max(0, Number.parseInt(search.sample ?? "0", 10) || 0);
  const [first] = runIds;
  const { boards, chosenBoard, runs } = await choices(first, search.benchmark);
  return (
    <>
      <h1 className="mb-2">Compare runs</h1>
      <p className="max-w-[70ch] text-quiet">
        Two to four runs of one benchmark version, paired: problem by problem, over the problems that both
        runs of a pair have.
      </p>
      <RunPicker names={NAMES} chosen={chosen} choices={runs} />
      {first === undefined && boards.length > 1 && (
        <nav aria-label="Benchmark" className="flex flex-wrap gap-2">
          {boards.map(({ slug, title }) => (
            <ChoiceChip
              key={slug}
              href={address("/compare", { benchmark: slug })}
              isChosen={slug === chosenBoard}
            >
              {title}
            </ChoiceChip>
          ))}
        </nav>
      )}
      {runIds.length < 2 ? <RunChoices chosen={runIds} choices={runs} /> : null}
      {runIds.length > 1 ? <Result runIds={runIds} /> : null}
      {runIds.length > 1 && problem !== undefined ? (
        <SideBySide samples={await samplesOf(runIds, problem, sample)} problem={problem} sample={sample} />
      ) : null}
    </>
  );
}

async function Result({ runIds }: { runIds: readonly string[] }) {
  const api = await viewer();
  try {
    const runs = runIds.join(",");
    const [comparison, charts] = await Promise.all([
      api.compare.several({ runs }),
      compareCharts(api, runIds),
    ]);
    return (
      <>
        <ComparisonView comparison={comparison} />
        <h2>Charts</h2>
        {charts.map((chart) => (
          <ChartFigure key={chart.name} chart={chart} href={`/charts/compare/${runs}`} />
        ))}
      </>
    );
  } catch (error) {
    if (apiCode(error) !== "invalid_input") return orNotFound(Promise.reject(error));
    return (
      <p role="alert" className="my-4 text-incorrect">
        {error instanceof Error ? error.message : "The runs cannot be compared."}
      </p>
    );
  }
}

/** The same sample of the same problem of every run; null where a run does not have it. */
async function samplesOf(runIds: readonly string[], problem: string, sample: number) {
  const api = await viewer();
  return Promise.all(
    runIds.map(async (id) => ({
      runId: id,
      sample: await api.run.sample({ id, problem, sample }).catch((error: unknown) => {
        if (apiCode(error) === "not_found" || apiCode(error) === "invalid_input") return null;
        throw error;
      }),
    })),
  );
}

type Choices = {
  /** Benchmarks with a row, to choose the first run from. */
  boards: { slug: string; title: string }[];
  chosenBoard: string | undefined;
  runs: RunChoice[];
};

/** What can stand beside the first run: the rows of its board; without one, those of the board that is asked for or the first. */
async function choices(first: string | undefined, asked: string | undefined): Promise<Choices> {
  const api = await viewer();
  const run = first === undefined ? null : await orNotFound(api.run.get({ id: first }));
  const boards = (await api.catalog.listBenchmarks({})).items.filter((item) => item.runs > 0);
  const chosenBoard = boards.find(({ slug }) => slug === asked)?.slug ?? boards[0]?.slug;
  const benchmark = run === null ? chosenBoard : `${run.benchmark.slug}@${run.benchmark.version}`;
  if (benchmark === undefined) return { boards, chosenBoard, runs: [] };
  const board = await api.leaderboard.get({ benchmark });
  const runs = board.rows.slice(0, 200).map((row) => ({
    id: row.runId,
    text: `${row.method.title} on ${row.model.name}${row.score === null ? "" : `, ${percent(row.score)}`}`,
  }));
  return { boards, chosenBoard, runs };
}
