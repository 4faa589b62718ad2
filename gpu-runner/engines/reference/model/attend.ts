import type { ModelShape } from "./model-shape";

/**
 * Attention of one position over the first `length` positions of its sequence: softmax(q·k / √d) · v, head by head.
 * `scores` is working space of at least `length` numbers. Sums run in order of position, so a result depends on the
 * sequence alone.
 */
export function attend(
  shape: ModelShape,
  query: { values: Float32Array; start: number },
  cache: { keys: Float32Array; values: Float32Array; length: number },
  output: Float32Array,
  scores: Float64Array,
): void {
  const { heads, keyHeads, headWidth } = shape;
  const rowWidth = keyHeads * headWidth;
  const scale = 1 / Math.sqrt(headWidth);
  const { keys, values, length } = cache;
  for (let head = 0; head < heads; head += 1) {
    const keyStart = Math.floor((head * keyHeads) / heads) * headWidth;
    const start = query.start + head * headWidth;
    const highest = scoreHead(
      query.values,
      start,
      keys,
      keyStart,
      rowWidth,
      headWidth,
      length,
      scale,
      scores,
    );
    let total = 0;
    for (let position = 0; position < length; position += 1) {
      const weight = Math.exp((scores[position] ?? 0) - highest);
      scores[position] = weight;
      total += weight;
    }
    mixHead(values, keyStart, rowWidth, headWidth, length, scores, total, output, start);
  }
}

function scoreHead(
  query: Float32Array,
  start: number,
  keys: Float32Array,
  keyStart: number,
  rowWidth: number,
  headWidth: number,
  length: number,
  scale: number,
  scores: Float64Array,
): number {
  let highest = Number.NEGATIVE_INFINITY;
  for (let position = 0; position < length; position += 1) {
    const row = position * rowWidth + keyStart;
    let even = 0;
    let odd = 0;
    for (let index = 0; index < headWidth; index += 2) {
      even += (query[start + index] as number) * (keys[row + index] as number);
      odd += (query[start + index + 1] as number) * (keys[row + index + 1] as number);
    }
    const score = (even + odd) * scale;
    scores[position] = score;
    if (score > highest) highest = score;
  }
  return highest;
}

function mixHead(
  values: Float32Array,
  keyStart: number,
  rowWidth: number,
  headWidth: number,
  length: number,
  weights: Float64Array,
  total: number,
  output: Float32Array,
  start: number,
): void {
  for (let index = 0; index < headWidth; index += 2) {
    let even = 0;
    let odd = 0;
    for (let position = 0; position < length; position += 1) {
      const weight = weights[position] as number;
      const at = position * rowWidth + keyStart + index;
      even += weight * (values[at] as number);
      odd += weight * (values[at + 1] as number);
    }
    output[start + index] = even / total;
    output[start + index + 1] = odd / total;
  }
}
