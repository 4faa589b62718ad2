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

/** A yes or no: also 0, 1 and the words, as tables and older Python scripts write them; null for anything else. */
export function verdictOf(value: unknown): boolean | null {
  if (typeof value === "boolean") return value;
  const text = textOf(value)?.trim().toLowerCase();
  if (text === "1" || text === "1.0" || text === "true") return true;
  return text === "0" || text === "0.0" || text === "false" ? false : null;
}

/** A count of tokens, also one written as text; null for anything that is not a whole number from 0. */
export function countOf(value: unknown): number | null {
  const isWritten = typeof value === "bigint" || (typeof value === "string" && /^\d{1,8}$/.test(value));
  const number = isWritten ? Number(value) : value;
  return typeof number === "number" && Number.isInteger(number) && number >= 0 && number <= 10_000_000
    ? number
    : null;
}
