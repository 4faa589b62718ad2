/** Compares two numbers for a sort; null, undefined and NaN come last in both directions. */
export function compareNullsLast(
  left: number | null | undefined,
  right: number | null | undefined,
  direction: "ascending" | "descending" = "descending",
): number {
  const a = left ?? Number.NaN;
  const b = right ?? Number.NaN;
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  if (a === b) return 0;
  return a < b === (direction === "ascending") ? -1 : 1;
}

/** A sorted copy of rows by a value, unknown values last in both directions, equal ones in their old order. */
export function sortNullsLast<Row>(
  rows: readonly Row[],
  value: (row: Row) => number | null | undefined,
  direction: "ascending" | "descending" = "descending",
): Row[] {
  return [...rows].sort((left, right) => compareNullsLast(value(left), value(right), direction));
}
