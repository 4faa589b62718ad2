/** Every subset of `size` items, in order. For brute force on small inputs. */
export function subsetsOf<Item>(items: readonly Item[], size: number): Item[][] {
  if (size === 0) return [[]];
  return items.flatMap((item, index) =>
    subsetsOf(items.slice(index + 1), size - 1).map((rest) => [item, ...rest]),
  );
}

/** Mean of a function over every subset of `size` items. */
export function meanOverSubsets<Item>(
  items: readonly Item[],
  size: number,
  value: (subset: Item[]) => number,
): number {
  const subsets = subsetsOf(items, size);
  return subsets.reduce((sum, subset) => sum + value(subset), 0) / subsets.length;
}
