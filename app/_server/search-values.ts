/** What stands behind the question mark of an address, as the framework gives it. */
export type Search = Promise<Record<string, string | string[] | undefined>>;

/** Each name with its value; one that stands there twice, or without a value, says nothing. */
export async function searchValues(search: Search): Promise<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(await search).flatMap(([name, value]): [string, string][] =>
      typeof value === "string" && value !== "" ? [[name, value]] : [],
    ),
  );
}
