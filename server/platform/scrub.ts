const HIDDEN_NAMES =
  /^(authorization|cookie|set-cookie|password|secret|token|api[-_]?key|sealing[-_]?key|gold|solution)$/i;
/** Our own keys and bearer headers, wherever they stand in a text. */
const HIDDEN_TEXTS = /\bpl_[A-Za-z0-9_-]{8,}|\bBearer\s+[^\s"']+|\bsk-[A-Za-z0-9_-]{8,}/g;
const MAX_DEPTH = 6;
const MAX_TEXT = 4000;

/**
 * A copy of log fields without anything that looks like a secret, at any depth. The second net:
 * the first is the `Secret` type, which prints `[secret]` by itself.
 */
export function scrub(value: unknown, depth = 0): unknown {
  if (typeof value === "string") return scrubText(value);
  if (typeof value !== "object" || value === null) return value;
  if (depth >= MAX_DEPTH) return "[deep]";
  if (value instanceof Error) return scrubError(value, depth);
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.slice(0, 100).map((item) => scrub(item, depth + 1));
  if ("toJSON" in value && typeof value.toJSON === "function") return scrub(value.toJSON(), depth + 1);
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [
      name,
      HIDDEN_NAMES.test(name) && field !== null ? "[secret]" : scrub(field, depth + 1),
    ]),
  );
}

export function scrubText(text: string): string {
  return text.slice(0, MAX_TEXT).replace(HIDDEN_TEXTS, "[secret]");
}

function scrubError(error: Error, depth: number) {
  return {
    name: error.name,
    message: scrubText(error.message),
    stack: scrubText(error.stack ?? ""),
    ...("code" in error ? { code: scrub(error.code, depth + 1) } : {}),
    ...(error.cause === undefined ? {} : { cause: scrub(error.cause, depth + 1) }),
  };
}
