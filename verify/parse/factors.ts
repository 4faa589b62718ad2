import type { Cursor } from "./cursor";

/** Whether the current token can begin an operand that is multiplied without a sign. */
export function startsFactor(c: Cursor): boolean {
  const { k, v } = c.token;
  if (k === "num" || k === "sym" || k === "fn" || k === "set" || k === "begin") return true;
  if (k === "cmd") return !["over", "choose", "atop", "root", "mod", "pmod", "not"].includes(v);
  if (k !== "op") return false;
  if (v === "|" || v === "norm") return c.bars === 0;
  if (v === "[") return !c.bracketCloses && !closesHere(c);
  return v === "(" || v === "{" || v === "lfloor" || v === "lceil";
}

const AFTER_INTERVAL = new Set(["union", "intersect", "setminus", ",", ";", "and", "or"]);

/** A bracket before the end or a separator cannot open anything: it closes `[a,b[`. */
function closesHere(c: Cursor): boolean {
  const next = c.peek(1);
  return next.k === "eof" || (next.k === "op" && AFTER_INTERVAL.has(next.v));
}
