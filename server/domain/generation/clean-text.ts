/**
 * Makes text that PostgreSQL can keep: NUL characters are removed and lone surrogates replaced, at any depth, in keys too.
 * Model output is hostile text; nothing else of it is changed.
 */
export function cleanText<Value>(value: Value): Value {
  return clean(value) as Value;
}

function clean(value: unknown): unknown {
  if (typeof value === "string") return value.replaceAll("\u0000", "").replace(/\p{Surrogate}/gu, "\ufffd");
  if (Array.isArray(value)) return value.map(clean);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [String(clean(name)), clean(member)]),
  );
}
