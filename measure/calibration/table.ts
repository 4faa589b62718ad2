import { calibrateIntervals, type IntervalCalibration } from "./calibrate-intervals";
import { calibrateRanks, type RankCalibration } from "./calibrate-ranks";
import { CELLS, type Cell } from "./cells";
import { shapeMean } from "./sampling";

/** Boards of two methods simulated in each cell. */
export const INTERVAL_BOARDS = 10_000;
/** Boards of twenty methods of each kind simulated in each cell. */
export const RANK_BOARDS = 500;

export interface CellCalibration extends IntervalCalibration, RankCalibration {
  cell: Cell;
}

/** Calibrates every cell. Deterministic. */
export function calibrateAll(boards = { intervals: INTERVAL_BOARDS, ranks: RANK_BOARDS }): CellCalibration[] {
  return CELLS.map((cell) => ({
    cell,
    ...calibrateIntervals(cell, boards.intervals),
    ...calibrateRanks(cell, boards.ranks),
  }));
}

const HEADER = [
  "| problem rates | mean | M | k | coverage | broken | paired size | ranks held, spread | mean width | ranks held, close |",
  "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
];

/** The table of docs/statistics.md, in Markdown. */
export function calibrationTable(rows: readonly CellCalibration[]): string {
  const lines = rows.map(({ cell, ...shares }) => {
    const { shape, problems, samples } = cell;
    const columns = [
      `Beta(${shape.a}, ${shape.b})`,
      shapeMean(shape).toFixed(3),
      problems,
      samples,
      percent(shares.coverage),
      shares.broken,
      percent(shares.pairedSize),
      percent(shares.spreadContained),
      shares.spreadWidth.toFixed(1),
      percent(shares.closeWorstRow),
    ];
    return `| ${columns.join(" | ")} |`;
  });
  return [...HEADER, ...lines].join("\n");
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
