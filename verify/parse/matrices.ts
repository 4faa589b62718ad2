import type { Node } from "./ast";
import { BP, type Cursor } from "./cursor";
import { fn, int } from "./nodes";

const BRACKETS: ReadonlyMap<string, string> = new Map([
  ["matrix", ""],
  ["pmatrix", "("],
  ["bmatrix", "["],
  ["Bmatrix", "{"],
  ["vmatrix", "|"],
  ["Vmatrix", "norm"],
  ["smallmatrix", ""],
  ["array", ""],
  ["tabular", ""],
]);

const ALIGNED = new Set(
  "align aligned gather gathered eqnarray equation split multline alignat alignedat cases".split(" "),
);

/** An environment whose `\begin` token has been read: a matrix, a system (`cases`), or aligned steps. */
export function parseEnvironment(c: Cursor, name: string): Node {
  const bracket = BRACKETS.get(name);
  if (bracket !== undefined) return matrixNode(bracket, readRows(c, name));
  if (name === "cases" && !holdsCases(c)) {
    const { at } = c;
    const pieces = c.attempt(() => parsePieces(c));
    if (pieces !== null) return pieces;
    c.at = at;
  }
  if (ALIGNED.has(name)) return parseAligned(c, name);
  return c.fail(`unknown environment ${name}`);
}

function matrixNode(bracket: string, rows: Node[][]): Node {
  const matrix: Node = { t: "matrix", bracket, rows };
  return bracket === "|" ? fn("det", matrix) : matrix;
}

function readRows(c: Cursor, name: string): Node[][] {
  const bars = c.bars;
  c.bars = 0;
  const rows: Node[][] = [];
  let row: Node[] = [];
  for (;;) {
    const ended = c.token.k === "end";
    const isEmpty = ended || c.isOp("&") || c.isOp("\\\\");
    if (!isEmpty) row.push(c.expression(BP.conjunction));
    else if (name.endsWith("matrix") && (row.length > 0 || c.isOp("&"))) row.push(int(0));
    if (c.accept("&")) continue;
    if (row.length > 0) rows.push(row);
    row = [];
    if (c.accept("\\\\")) continue;
    if (c.token.k !== "end" || c.next().v !== name) c.fail("matrix is not closed");
    c.bars = bars;
    return rows;
  }
}

/** Whether further cases stand before the end, so that reading twice at each level would take for ever. */
function holdsCases(c: Cursor): boolean {
  let depth = 1;
  for (let ahead = 0; depth > 0; ahead++) {
    const { k, v } = c.peek(ahead);
    if (k === "eof" || (k === "begin" && v === "cases")) return true;
    if (k === "begin") depth++;
    if (k === "end") depth--;
  }
  return false;
}

const CONDITION_WORDS = new Set(["if", "when", "for", "where"]);

/** The rows `value & condition` of a function that is defined by cases, as arguments one after the other. */
function parsePieces(c: Cursor): Node {
  const args: Node[] = [];
  while (!c.isEnvironmentEnd()) {
    const value = c.expression(BP.comma);
    if (value.t === "rel" || value.t === "text") c.fail("a system of equations");
    c.accept(",");
    if (!c.accept("&")) c.fail("row without a condition");
    c.accept(",");
    while (c.token.k === "word" && CONDITION_WORDS.has(c.token.v.toLowerCase())) c.next();
    const condition = c.expression(BP.comma);
    if (condition.t !== "rel" && condition.t !== "text" && condition.t !== "unit") c.fail("no condition");
    args.push(value, condition);
    if (!c.accept(",")) c.accept(";");
    if (!c.accept("\\\\")) break;
  }
  const { k, v } = c.next();
  if (k !== "end" || v !== "cases" || args.length < 4) c.fail("no cases");
  return { t: "fn", name: "cases", args };
}

/** Aligned steps are a chain where a row begins with a relation, and a list otherwise. */
function parseAligned(c: Cursor, name: string): Node {
  c.dropUntilEnd(
    (token, next) =>
      token.k === "op" && (token.v === "&" || (token.v === "\\\\" && (next.v === "&" || next.v === "="))),
  );
  const lines: Node[] = [];
  while (c.token.k !== "end") {
    if (c.accept("&") || c.accept("\\\\") || c.accept(",")) continue;
    lines.push(c.expression(BP.comma));
  }
  if (c.next().v !== name) c.fail("environment is not closed");
  const only = lines[0];
  if (only === undefined) return c.fail("empty environment");
  return lines.length === 1 ? only : { t: "list", joiner: "comma", items: lines };
}
