/** Sorted items in so many parts of about the same size, in their order; a part may be empty where there are few. */
export function equalParts<Item>(sorted: readonly Item[], parts: number): Item[][] {
  const border = (index: number) => Math.floor((index * sorted.length) / parts);
  return Array.from({ length: parts }, (_, index) => sorted.slice(border(index), border(index + 1)));
}
