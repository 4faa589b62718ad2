import type { RateShape } from "./sampling";

/** One setting of the calibration: how problems are distributed, how many there are, samples of each. */
export interface Cell {
  shape: RateShape;
  problems: number;
  samples: number;
}

/** Even, hard, very hard and nearly saturated benchmarks. */
const SHAPES: readonly RateShape[] = [
  { a: 0.3, b: 0.3 },
  { a: 0.5, b: 1.5 },
  { a: 0.2, b: 3 },
  { a: 6, b: 0.1 },
];

export const CELLS: readonly Cell[] = SHAPES.flatMap((shape) =>
  [30, 198].flatMap((problems) => [1, 8, 16].map((samples) => ({ shape, problems, samples }))),
);

/** Names a cell in seeds and messages. */
export function cellName({ shape, problems, samples }: Cell): string {
  return `Beta(${shape.a}, ${shape.b}), M = ${problems}, k = ${samples}`;
}
