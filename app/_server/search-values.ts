type Values = Readonly<Record<string, string | string[] | undefined>>;

/** What stands behind the question mark of an address, as the framework gives it. */
export type Search = Promise<Values>;

/** Each name with its value; one that stands there twice, or without a value, says nothing. */
export function knownValues(values: Values): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]): [string, string][] =>
      typeof value === "string" && value !== "" ? [[name, value]] : [],
    ),
  );
}

export async function searchValues(search: Search): Promise<Record<string, string>> {
  return knownValues(await search);
}
