/**
 * Whether Postgres can hold every text of a JSON value: no NUL character and no half of a surrogate pair, in keys either.
 * Without recursion, so that deep nesting costs memory and not the stack.
 */
export function isStorable(value: unknown): boolean {
  const waiting: unknown[] = [value];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (typeof next === "string") {
      if (UNSTORABLE.test(next)) return false;
    } else if (Array.isArray(next)) for (const item of next) waiting.push(item);
    else if (typeof next === "object" && next !== null)
      for (const [name, member] of Object.entries(next)) waiting.push(name, member);
  }
  return true;
}

/** With the `u` flag only a lone half of a pair is a surrogate. */
const UNSTORABLE = /[\0\p{Surrogate}]/u;
