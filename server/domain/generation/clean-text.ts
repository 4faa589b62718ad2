/** NUL, and with the `u` flag a lone half of a surrogate pair. */
const UNSTORABLE = /[\0\p{Surrogate}]/u;

/**
 * Makes text that PostgreSQL can keep: NUL characters are removed and lone surrogates replaced, at any depth, in keys too.
 * Model output is hostile text; nothing else of it is changed. A value without any is returned as it is.
 */
export function cleanText<Value>(value: Value): Value {
  return isClean(value) ? value : (clean(value) as Value);
}

function isClean(value: unknown): boolean {
  if (typeof value === "string") return !UNSTORABLE.test(value);
  if (Array.isArray(value)) return value.every(isClean);
  if (typeof value !== "object" || value === null) return true;
  for (const [name, member] of Object.entries(value)) if (!isClean(name) || !isClean(member)) return false;
  return true;
}

function clean(value: unknown): unknown {
  if (typeof value === "string") return value.replaceAll("\u0000", "").replace(/\p{Surrogate}/gu, "\ufffd");
  if (Array.isArray(value)) return value.map(clean);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [String(clean(name)), clean(member)]),
  );
}
