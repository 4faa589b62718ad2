/** A character as JSON escapes it, `\u0000`; as UTF-8 it takes fewer. */
const BYTES_PER_CHARACTER = 6;
const BYTES_PER_NUMBER = 25;

/** Bytes that a value takes as JSON at most, without writing it: counted from the lengths of its texts. */
export function mostBytes(value: unknown): number {
  if (typeof value === "string") return BYTES_PER_CHARACTER * value.length + 2;
  if (typeof value !== "object" || value === null) return BYTES_PER_NUMBER;
  let bytes = 2;
  if (Array.isArray(value)) {
    for (const item of value) bytes += mostBytes(item) + 1;
    return bytes;
  }
  for (const [name, member] of Object.entries(value)) bytes += mostBytes(name) + mostBytes(member) + 2;
  return bytes;
}
