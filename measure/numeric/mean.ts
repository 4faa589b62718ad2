/** Arithmetic mean, summed in the order given so that it is equal bit for bit; null for no values. */
export function mean(values: ArrayLike<number>): number | null {
  if (values.length === 0) return null;
  let sum = 0;
  for (let index = 0; index < values.length; index++) sum += values[index] ?? 0;
  return sum / values.length;
}

/** Σ(x − x̄)²/(n − 1), in two passes; null for fewer than two values. */
export function sampleVariance(values: ArrayLike<number>): number | null {
  const centre = mean(values);
  if (centre === null || values.length < 2) return null;
  let sum = 0;
  for (let index = 0; index < values.length; index++) sum += ((values[index] ?? 0) - centre) ** 2;
  return sum / (values.length - 1);
}

/** The middle value, or the mean of the two middle ones; null for no values. */
export function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((left, right) => left - right);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  return upper === undefined || lower === undefined ? null : (lower + upper) / 2;
}

/** The values that are there, in order. */
export function present(values: readonly (number | null)[]): number[] {
  return values.filter((value): value is number => value !== null);
}
