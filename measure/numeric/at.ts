/** The number at an index that the caller knows to exist. Throws a RangeError otherwise, which is always a bug. */
export function at(values: ArrayLike<number>, index: number): number {
  const value = values[index];
  if (value === undefined) throw new RangeError(`index ${index} is outside of ${values.length} values`);
  return value;
}
