import * as Plot from "@observablehq/plot";
import type { SolveGrid } from "@/contracts/chart";
import { methodTitle } from "../_ui/titles";
import { type Cell, type Chart, counted, emptyChart, inPercent } from "./chart";
import { type ChartInks, chartStyle, plotSvg } from "./plot-svg";
import { labelRoom, NARROW_ROOM, shortened } from "./shapes/text";
import { tip } from "./shapes/tip";

const NAME = "grid";
const TITLE = "Problems × runs";
const WIDTH = 1100;
const ROW = 22;
/** Cells that each tell what they are under the pointer; of a larger grid the table does. */
const MOST_TOLD_CELLS = 1_000;
/** Steps from no sample right to all. */
const SHADES = 16;

/** Which problems each run solves: problems from the easiest to the hardest over these runs, darker for more samples right. */
export function solveGrid(grid: SolveGrid): Chart {
  const problems = grid.problems
    .map((problem, index) => ({
      ...problem,
      index,
      rate: meanOf(grid.rates.map((rates) => rates[index] ?? null)),
    }))
    .sort((left, right) => right.rate - left.rate || left.index - right.index);
  if (grid.runs.length === 0 || problems.length === 0) {
    return emptyChart({ name: NAME, title: TITLE, summary: "The grid appears with the first scored run." });
  }
  const never = problems.filter((problem) => problem.rate === 0).length;
  const always = problems.filter((problem) => problem.rate === 1).length;
  const rows = problems.map((problem) => ({
    problem: problem.id,
    level: problem.level,
    mean: problem.rate,
    ...Object.fromEntries(
      grid.runs.map((run, index): [string, Cell] => [run.runId, grid.rates[index]?.[problem.index] ?? null]),
    ),
  }));
  const limits = [
    grid.totalRuns > grid.runs.length ? `${grid.runs.length} of ${grid.totalRuns} runs` : "",
    grid.totalProblems > problems.length
      ? `the first ${problems.length} of ${grid.totalProblems} problems`
      : "",
  ].filter(Boolean);
  return {
    name: NAME,
    title: TITLE,
    summary: `${counted(grid.runs.length, "run")} on ${counted(problems.length, "problem")}: ${always} solved by every sample of every run, ${never} by none; the mean problem is solved by ${inPercent(meanOf(problems.map((problem) => problem.rate)))} of samples.`,
    note: `Share of correct samples; of a voting run its expected correctness. Easiest problems on the left, by the mean over these runs.${limits.length > 0 ? ` Shown: ${limits.join(", ")}.` : ""}`,
    columns: [
      { key: "problem", title: "problem" },
      { key: "level", title: "level" },
      { key: "mean", title: "mean", unit: "percent" },
      ...grid.runs.map((run) => ({
        key: run.runId,
        title: `${methodTitle(run.method.id)}, ${run.model}`,
        unit: "percent" as const,
      })),
    ],
    rows,
    draw: (inks) => draw(grid, problems, inks),
  };
}

function draw(grid: SolveGrid, problems: readonly { index: number }[], inks: ChartInks): string {
  const names = grid.runs.map((run) => `${methodTitle(run.method.id)} · ${run.model}`);
  const room = labelRoom(names, inks.narrow ? { most: NARROW_ROOM } : {});
  return plotSvg(
    {
      width: WIDTH,
      height: grid.runs.length * ROW + 60,
      marginLeft: room,
      marginRight: 16,
      marginTop: 10,
      marginBottom: 40,
      style: chartStyle(inks),
      x: {
        label: "problems, easiest first",
        labelAnchor: "center",
        labelArrow: "none",
        domain: [0, problems.length],
        tickFormat: "d",
        ticks: Math.min(8, problems.length),
      },
      y: {
        type: "band",
        domain: grid.runs.map((_, index) => String(index)),
        label: null,
        tickSize: 0,
        padding: 0.1,
        tickFormat: (line: string) => {
          const run = grid.runs[Number(line)];
          return run === undefined ? "" : shortened(`${methodTitle(run.method.id)} · ${run.model}`, room);
        },
      },
      color: { type: "identity" },
      marks: [cells(grid, problems, inks), Plot.frame({ stroke: inks.rule }), tips(grid, problems)],
    },
    `Share of correct samples of ${counted(grid.runs.length, "run")} on ${counted(problems.length, "problem")}`,
  );
}

/** One path for each shade: a picture of 40 × 500 cells stays small. */
function cells(grid: SolveGrid, problems: readonly { index: number }[], inks: ChartInks): Plot.Markish {
  return (_index, scales, _channels, _dimensions, context) => {
    const group = context?.document.createElementNS("http://www.w3.org/2000/svg", "g");
    const [x, y] = [scales.x, scales.y];
    if (group === undefined || x === undefined || y === undefined) return null;
    const height = Number(scales.scales.y?.bandwidth ?? ROW);
    const width = Number(x(1)) - Number(x(0));
    const shades = new Map<number, string>();
    for (const [line, rates] of grid.rates.entries()) {
      for (const [place, problem] of problems.entries()) {
        const rate = rates[problem.index] ?? null;
        const shade = rate === null ? -1 : Math.round(rate * SHADES);
        const at = `M${decimal(Number(x(place)))} ${decimal(Number(y(String(line))))}h${decimal(width)}v${decimal(height)}h-${decimal(width)}z`;
        if (shade !== 0) shades.set(shade, `${shades.get(shade) ?? ""}${at}`);
      }
    }
    for (const [shade, path] of shades) {
      const element = context?.document.createElementNS("http://www.w3.org/2000/svg", "path");
      if (element === undefined) continue;
      element.setAttribute("d", path);
      element.setAttribute("fill", shade < 0 ? inks.rule : (inks.series[0] ?? inks.ink));
      if (shade > 0) element.setAttribute("fill-opacity", String(decimal(shade / SHADES)));
      group.append(element);
    }
    return group;
  };
}

/** A clear mark over each cell of a small grid, with its words. */
function tips(grid: SolveGrid, problems: readonly { index: number }[]): Plot.Markish {
  if (grid.runs.length * problems.length > MOST_TOLD_CELLS) return null;
  const told = grid.runs.flatMap((run, line) =>
    problems.map(({ index }, place) => ({
      line: String(line),
      place,
      words: wordsOf(
        `${methodTitle(run.method.id)} · ${run.model}, ${grid.problems[index]?.id ?? ""}`,
        grid.rates[line]?.[index] ?? null,
      ),
    })),
  );
  type Told = (typeof told)[number];
  return Plot.barX(told, {
    y: "line",
    x1: "place",
    x2: (cell: Told) => cell.place + 1,
    fill: "transparent",
    title: "words",
  });
}

function wordsOf(name: string, value: number | null): string {
  return value === null ? `${name}: no sample` : tip(name, { value }, { percent: true });
}

function decimal(value: number): number {
  return Math.round(value * 100) / 100;
}

function meanOf(values: readonly (number | null)[]): number {
  const known = values.filter((value): value is number => value !== null);
  return known.length === 0 ? 0 : known.reduce((sum, value) => sum + value, 0) / known.length;
}
