import {
  add,
  addFloats,
  addVectors,
  type Code,
  constant,
  get,
  lane,
  loadVector,
  moduleWith,
  multiply,
  multiplyVectors,
  repeat,
  set,
  storeFloat,
  zeroVector,
} from "./wasm-code";

/** Rows are computed four at a time: buffers have room for a multiple of four, and what lies there is ignored. */
export const ROW_BLOCK = 4;
/** Output columns are computed two at a time, so their number is even. */
export const OUTPUT_BLOCK = 2;
/** Input columns are read four at a time. */
export const INPUT_BLOCK = 4;

/**
 * `output[row][o] = Σ weights[o][i] · input[row][i]` for byte addresses in the shared memory. Each sum runs over the
 * same four lanes in the same order whatever `rows` is, so a result never depends on how many rows share a call.
 */
export type MultiplyMatrix = (
  weights: number,
  input: number,
  output: number,
  outputs: number,
  inputs: number,
  rows: number,
) => void;

const [weights, input, output, outputs, inputs, rows] = [0, 1, 2, 3, 4, 5];
const [o, row, column, weightAt, inputAt, stride, outputAt] = [6, 7, 8, 9, 10, 11, 12];
const firstVector = 13;
const sumOf = (block: number, column: number) => firstVector + block * OUTPUT_BLOCK + column;
const weightVector = (column: number) => firstVector + ROW_BLOCK * OUTPUT_BLOCK + column;
const inputVector = weightVector(OUTPUT_BLOCK);
const range = (count: number) => Array.from({ length: count }, (_, index) => index);

/** Pushes `base + column + times × stride`. */
const address = (base: number, times: number): Code => [
  ...get(base),
  ...get(column),
  ...add,
  ...range(times).flatMap(() => [...get(stride), ...add]),
];

const multiplyStep: Code = [
  ...range(OUTPUT_BLOCK).flatMap((which) => [
    ...address(weightAt, which),
    ...loadVector,
    ...set(weightVector(which)),
  ]),
  ...range(ROW_BLOCK).flatMap((block) => [
    ...address(inputAt, block),
    ...loadVector,
    ...set(inputVector),
    ...range(OUTPUT_BLOCK).flatMap((which) => [
      ...get(sumOf(block, which)),
      ...get(inputVector),
      ...get(weightVector(which)),
      ...multiplyVectors,
      ...addVectors,
      ...set(sumOf(block, which)),
    ]),
  ]),
];

/** Adds the four lanes of a sum and stores it at `outputAt + (block × outputs + which) × 4`. */
const storeSum = (block: number, which: number): Code => [
  ...get(outputAt),
  ...constant(block),
  ...get(outputs),
  ...multiply,
  ...constant(which),
  ...add,
  ...constant(4),
  ...multiply,
  ...add,
  ...range(4).flatMap((index) => [
    ...get(sumOf(block, which)),
    ...lane(index),
    ...(index % 2 === 1 ? addFloats : []),
  ]),
  ...addFloats,
  ...storeFloat,
];

const rowBlock: Code = [
  // inputAt = input + row × stride; outputAt = output + (row × outputs + o) × 4
  ...[...get(row), ...get(stride), ...multiply, ...get(input), ...add, ...set(inputAt)],
  ...[...get(row), ...get(outputs), ...multiply, ...get(o), ...add, ...constant(4), ...multiply],
  ...[...get(output), ...add, ...set(outputAt)],
  ...range(ROW_BLOCK * OUTPUT_BLOCK).flatMap((index) => [...zeroVector, ...set(firstVector + index)]),
  ...[...constant(0), ...set(column)],
  ...repeat(column, constant(4 * INPUT_BLOCK), stride, multiplyStep),
  ...range(ROW_BLOCK).flatMap((block) => range(OUTPUT_BLOCK).flatMap((which) => storeSum(block, which))),
];

const body: Code = [
  ...[...get(inputs), ...constant(4), ...multiply, ...set(stride)],
  ...[...constant(0), ...set(o)],
  ...repeat(o, constant(OUTPUT_BLOCK), outputs, [
    ...[...get(o), ...get(stride), ...multiply, ...get(weights), ...add, ...set(weightAt)],
    ...[...constant(0), ...set(row)],
    ...repeat(row, constant(ROW_BLOCK), rows, rowBlock),
  ]),
];

/** Compiles the kernel over a memory. Needs WebAssembly SIMD, which every supported Node has. */
export function compileKernel(memory: WebAssembly.Memory): MultiplyMatrix {
  const vectors = ROW_BLOCK * OUTPUT_BLOCK + OUTPUT_BLOCK + 1;
  const bytes = moduleWith("multiply", { parameters: 6, integers: 7, vectors, body });
  const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } });
  const exported = instance.exports.multiply;
  if (typeof exported !== "function") throw new Error("the kernel exports no function");
  return (...parameters) => {
    exported(...parameters);
  };
}
