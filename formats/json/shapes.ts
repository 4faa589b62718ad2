export type JsonObject = Record<string, unknown>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const hasKeys = (value: unknown, keys: readonly string[]): value is JsonObject =>
  isObject(value) && keys.every((key) => Object.hasOwn(value, key));

/** A member as text: texts as they are, numbers and booleans written out; null where there is none. */
export function textOf(value: unknown): string | null {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean" || typeof value === "bigint")
    return String(value);
  return null;
}

/** The first member among `keys` that is a text or a number. */
export function firstText(value: JsonObject, keys: readonly string[]): string | null {
  for (const key of keys) {
    const text = textOf(value[key]);
    if (text !== null) return text;
  }
  return null;
}

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** A count of tokens; null for anything that is not a whole number from 0. */
export function countOf(value: unknown): number | null {
  const number = typeof value === "bigint" ? Number(value) : value;
  return typeof number === "number" && Number.isInteger(number) && number >= 0 && number <= 10_000_000
    ? number
    : null;
}
