import type { Node } from "./ast";
import { BP, type Cursor } from "./cursor";
import { neg, relation, sym } from "./nodes";

/** `\\mathbb{R}`, and `\\mathbb{R}^+`, `\\mathbb{R}_{\\ge 0}`, `\\mathbb{R}^*`, which are intervals and a set without zero. */
export function parseNamedSet(c: Cursor, name: string): Node {
  const bound = name === "R" ? boundMark(c) : null;
  if (bound !== null) return bound;
  const mark = c.isOp("^") || c.isOp("_") ? signMark(c) : "";
  if (mark !== "" && name !== "R") return sym(`${name}${mark}`);
  const zero: Node = { t: "num", value: { n: 0n, d: 1n }, decimals: 0 };
  const infinity: Node = { t: "const", name: "inf" };
  if (mark === "+") return { t: "group", open: "(", close: ")", items: [zero, infinity] };
  if (mark === "-") return { t: "group", open: "(", close: ")", items: [neg(infinity), zero] };
  if (name !== "empty" && name !== "R" && name !== "Z" && name !== "N" && name !== "Q" && name !== "C")
    return sym(name);
  const whole: Node = { t: "set", name };
  if (mark === "") return whole;
  return {
    t: "setop",
    op: "minus",
    left: whole,
    right: { t: "group", open: "{", close: "}", items: [zero] },
  };
}

/** `\\mathbb{R}_{>0}`, `\\mathbb{R}_{\\geq 0}`: the numbers beyond a bound. */
function boundMark(c: Cursor): Node | null {
  if (!c.isOp("_") || c.peek(1).v !== "{") return null;
  const op = c.peek(2).v;
  if (op !== ">" && op !== ">=" && op !== "<" && op !== "<=") return null;
  c.at += 3;
  const variable = sym("x");
  const node: Node = {
    t: "builder",
    head: variable,
    condition: relation([op], [variable, c.expression(BP.relation)]),
  };
  c.expect("}");
  return node;
}

/** Reads `^+`, `_{-}`, `^*` behind a named set; nothing else is consumed. */
function signMark(c: Cursor): string {
  const braced = c.peek(1).v === "{";
  const { v } = c.peek(braced ? 2 : 1);
  if ((v !== "+" && v !== "-" && v !== "*") || (braced && c.peek(3).v !== "}")) return "";
  c.at += braced ? 4 : 2;
  return v;
}
