import { seededRandom } from "../numeric/random";
import { rankBoard } from "../ranking/rank-board";
import { type Cell, cellName } from "./cells";
import { drawBinomial, drawRate, populationOf } from "./sampling";

const ROWS = 20;

/** A kind of simulated board: neighbours of equal mean, and by how much of the best mean each group lies below the last. */
interface BoardKind {
  name: string;
  equalRows: number;
  step: number;
}

/** Ten pairs of equal means, far enough apart that ranks can be told. */
const SPREAD: BoardKind = { name: "spread", equalRows: 2, step: 0.05 };
/** Twenty different means too close to tell: the first and the last row forgive no false alarm. */
const CLOSE: BoardKind = { name: "close", equalRows: 1, step: 0.001 };

/** Shares of rows whose rank range holds their true rank by population mean (any of the shared ranks of equal means). */
export interface RankCalibration {
  /** Over all rows of the boards whose means are spread. */
  spreadContained: number;
  /** Mean width of their rank ranges, in ranks; the widest possible is 20. */
  spreadWidth: number;
  /** Of the row that fares worst on the boards whose means are close. */
  closeWorstRow: number;
}

/** Simulates boards of 20 methods of both kinds. */
export function calibrateRanks(cell: Cell, boards: number): RankCalibration {
  const spread = simulate(cell, SPREAD, boards);
  const close = simulate(cell, CLOSE, boards);
  const rows = boards * ROWS;
  return {
    spreadContained: spread.contained.reduce((sum, count) => sum + count, 0) / rows,
    spreadWidth: spread.width / rows,
    closeWorstRow: Math.min(...close.contained) / boards,
  };
}

/**
 * A method's rate on a problem is its own factor times the problem's rate, or, on about half of the problems, times
 * that of another problem of the population; so its population mean is factor × mean.
 */
function simulate(cell: Cell, { name, equalRows, step }: BoardKind, boards: number) {
  const { shape, problems, samples } = cell;
  const random = seededRandom(`ranks ${name} ${cellName(cell)}`);
  const population = populationOf(shape);
  const vectors = Array.from({ length: ROWS }, () => new Array<number>(problems).fill(0));
  const entries = vectors.map((perProblem, row) => ({ runId: `${row}`, perProblem }));
  const contained = new Array<number>(ROWS).fill(0);
  let width = 0;
  for (let board = 0; board < boards; board++) {
    for (let problem = 0; problem < problems; problem++) {
      const shared = drawRate(population, random);
      for (const [row, vector] of vectors.entries()) {
        const factor = 1 - step * Math.floor(row / equalRows);
        const rate = factor * (random.unit() < 0.5 ? shared : drawRate(population, random));
        vector[problem] = drawBinomial(samples, rate, random) / samples;
      }
    }
    for (const [row, { rankRange }] of rankBoard(entries).entries()) {
      const [first, last] = rankRange ?? [Number.NaN, Number.NaN];
      const highest = 1 + equalRows * Math.floor(row / equalRows);
      const lowest = highest + equalRows - 1;
      if (first <= lowest && last >= highest) contained[row] = (contained[row] ?? 0) + 1;
      width += last - first + 1;
    }
  }
  return { contained, width };
}
