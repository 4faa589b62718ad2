/** A path with a query of the values that are set. */
export function address(path: string, values: Readonly<Record<string, string | undefined>>): string {
  const set = Object.entries(values).flatMap(([name, value]): [string, string][] =>
    value ? [[name, value]] : [],
  );
  return set.length === 0 ? path : `${path}?${new URLSearchParams(set)}`;
}
