import type { Node } from "./ast";
import { BP, type Cursor } from "./cursor";
import { parseFunction, readItems } from "./functions";
import type { Token } from "./lexer";
import { parseEnvironment } from "./matrices";
import { parseNamedSet } from "./named-sets";
import { fn, neg, sym } from "./nodes";
import { parseStructure } from "./structures";
import { unitOf } from "./units";
import { parseWord } from "./words";

/** An operand with the operators that stand before it. */
export function parsePrefix(c: Cursor): Node {
  const token = c.next();
  switch (token.k) {
    case "num":
      return parseNumber(c, token);
    case "sym":
      return parseSymbol(c, token.v);
    case "fn":
      return parseFunctionOrWord(c, token);
    case "word":
      return parseWord(c, token);
    case "set":
      return parseNamedSet(c, token.v);
    case "cmd":
      return parseStructure(c, token.v);
    case "begin":
      return parseEnvironment(c, token.v);
    case "op":
      return parseOperator(c, token.v);
    default:
      return c.fail("operand expected");
  }
}

function parseFunctionOrWord(c: Cursor, token: Token): Node {
  const call = c.attempt(() => parseFunction(c, token.v));
  if (call !== null) return call;
  return token.text ? parseWord(c, { ...token, k: "word" }) : c.fail("function without an argument");
}

function parseNumber(c: Cursor, token: Token): Node {
  const value = token.num ?? { n: 0n, d: 1n };
  if (c.isOp("_") && !c.peek(1).space) {
    c.next();
    return parseBase(c, token.v);
  }
  return { t: "num", value, decimals: token.decimals };
}

const BASE_WORDS: ReadonlyMap<string, number> = new Map([
  ["two", 2],
  ["three", 3],
  ["four", 4],
  ["five", 5],
  ["six", 6],
  ["seven", 7],
  ["eight", 8],
  ["nine", 9],
  ["ten", 10],
  ["twelve", 12],
  ["sixteen", 16],
]);

function parseBase(c: Cursor, digits: string): Node {
  const braced = c.accept("{");
  const parenthesised = !braced && c.accept("(");
  const token = c.next();
  if (braced) c.expect("}");
  if (parenthesised) c.expect(")");
  const base = token.num !== null ? Number(token.num.n) : (BASE_WORDS.get(token.v.toLowerCase()) ?? 0);
  if (base < 2 || base > 62) c.fail("not a base");
  return { t: "based", digits: digits.replace(/[^0-9A-Z.]/g, ""), base };
}

/** Letters that are functions when a bracket follows them directly. */
const FUNCTION_LETTERS = new Set(["f", "g", "h", "F", "G", "H", "P", "Q", "phi", "psi", "Phi", "Gamma"]);

function parseSymbol(c: Cursor, plain: string): Node {
  let name = plain;
  let power: Node | null = null;
  for (;;) {
    if (c.isOp("_")) name += `_${readSubscript(c)}`;
    else if (c.isOp("'")) {
      c.next();
      name += "'";
    } else if (c.isOp("^") && (c.peek(1).v === "'" || (c.peek(1).v === "{" && c.peek(2).v === "'")))
      name += readPrimes(c);
    else if (power === null && FUNCTION_LETTERS.has(plain) && c.isOp("^") && appliedAfterPower(c)) {
      c.next();
      power = c.expression(BP.power);
    } else break;
  }
  const isFunction = c.isOp("(") && (FUNCTION_LETTERS.has(plain) || name.endsWith("'") || isDefined(c));
  if (isFunction) {
    c.next();
    const call: Node = { t: "apply", head: name, args: readItems(c, ")") };
    while (c.accept("'")) call.head += "'";
    return power === null ? call : { t: "pow", base: call, exponent: power };
  }
  if (!c.bound.has(name)) {
    if (name === "pi") return { t: "const", name: "pi" };
    if (name === "infty") return { t: "const", name: "inf" };
    if (name === "e" || name === "i") return { t: "const", name };
  }
  return sym(name);
}

/** `f^\prime`, `f^{\prime\prime}`. */
function readPrimes(c: Cursor): string {
  c.expect("^");
  const braced = c.accept("{");
  let primes = "";
  while (c.accept("'")) primes += "'";
  if (braced) c.expect("}");
  return primes;
}

/** `f^2(x)`: one token or one braced group is followed by a bracket. */
function appliedAfterPower(c: Cursor): boolean {
  if (c.peek(1).k === "num" || c.peek(1).k === "sym") return c.peek(2).v === "(";
  const length = c.peek(2).v === "-" ? 2 : 1;
  return c.peek(1).v === "{" && c.peek(length + 2).v === "}" && c.peek(length + 3).v === "(";
}

/** `y(t) = …`: a letter applied to one symbol or number on the left of an equals sign, at the beginning. */
function isDefined(c: Cursor): boolean {
  const inner = c.peek(1).k;
  return c.at <= 3 && (inner === "sym" || inner === "num") && c.peek(2).v === ")" && c.peek(3).v === "=";
}

/** The text of a subscript, braces taken off, as part of a name. */
function readSubscript(c: Cursor): string {
  c.expect("_");
  const open = c.token.v;
  if (open !== "{" && open !== "(") return c.next().v;
  const close = open === "{" ? "}" : ")";
  let name = open === "(" ? "(" : "";
  let depth = 1;
  c.next();
  while (depth > 0) {
    const token = c.next();
    if (token.k === "eof") return c.fail("subscript is not closed");
    if (token.v === open) depth++;
    else if (token.v === close && --depth === 0) break;
    name += token.v;
  }
  return open === "(" ? `${sortedSum(name.slice(1))})` : sortedSum(name);
}

/** `n+1` and `1+n` are one subscript. */
function sortedSum(name: string): string {
  return /^\w+(?:\+\w+)+$/.test(name) ? name.split("+").sort().join("+") : name;
}

function parseOperator(c: Cursor, op: string): Node {
  switch (op) {
    case "-":
      return parseSigns(c);
    case "+":
      return c.expression(BP.prefix);
    case "pm":
    case "mp":
      return { t: "pm", sign: op === "pm" ? 1 : -1, left: null, right: c.expression(BP.prefix) };
    case "(":
    case "[":
      return parseGroup(c, op);
    case "]":
      return parseReversedInterval(c);
    case "\\{":
      return parseSet(c);
    case "{":
      return parseBraces(c);
    case "|":
      return parseBars(c, "|");
    case "norm":
      return parseBars(c, "norm");
    case "lfloor":
      return parseRounded(c, "floor", "rfloor");
    case "lceil":
      return parseRounded(c, "ceil", "rceil");
    case "langle":
      return { t: "group", open: "(", close: ")", items: readItems(c, "rangle") };
    case "$":
    case "€":
    case "£":
    case "¥":
    case "₹":
      return money(c, op);
    case "...":
      return sym("...");
    case "!":
      return fn("subfact", c.expression(BP.postfix));
    case "=":
      return c.expression(BP.relation);
    case ">":
    case ">=":
      return { t: "rel", ops: [op === ">" ? "<" : "<="], items: [c.expression(BP.relation), sym("□")] };
    case "<":
    case "<=":
      return comparedTo(c, op);
    case "~":
      return c.expression(BP.relation);
    default:
      return c.fail(`unexpected ${op}`);
  }
}

/** `< 5`: a relation whose left side was left out. */
function comparedTo(c: Cursor, op: "<" | "<="): Node {
  return { t: "rel", ops: [op], items: [sym("□"), c.expression(BP.relation)] };
}

/** A currency sign before an amount; before anything else it is an unknown mark. */
function money(c: Cursor, mark: string): Node {
  const { k, v } = c.token;
  const isAmount = k === "num" || v === "-" || v === "(" || v === "frac";
  const value = c.expression(BP.prefix);
  return isAmount
    ? { t: "unit", value, unit: `${unitOf(mark)?.dimension ?? mark}|1` }
    : { t: "apply", head: mark, args: [value] };
}

/** A run of signs, read in a loop, so that a hundred thousand of them are no deeper than one. */
function parseSigns(c: Cursor): Node {
  let negative = true;
  while (c.isOp("-") || c.isOp("+")) if (c.next().v === "-") negative = !negative;
  const operand = c.expression(BP.prefix);
  return negative ? neg(operand) : operand;
}

function parseGroup(c: Cursor, open: string): Node {
  const bars = c.bars;
  c.bars = 0;
  const items: Node[] = [];
  let close = "";
  let comma = false;
  let separated = false;
  while (close === "") {
    if (c.isOp(")") || c.isOp("]")) close = c.next().v;
    else if (open === "[" && c.isOp("[") && items.length > 1 && !separated) close = c.next().v;
    else {
      items.push(c.expression(BP.comma));
      separated = c.accept(",") || c.accept(";");
      if (separated) comma = true;
      else if (c.isOp("and") || c.isOp("or")) return wrapConjunction(c, open, items, bars);
      else if (!c.isOp(")") && !c.isOp("]") && !c.isOp("[")) c.fail("bracket is not closed");
    }
  }
  c.bars = bars;
  const only = items[0];
  if (items.length === 1 && only !== undefined && !comma && open === (close === ")" ? "(" : "[")) return only;
  return { t: "group", open, close: close === "[" ? ")" : close, items };
}

/** `(11,7) or (7,11)` in brackets of their own, `(x=1 and y=2)`. */
function wrapConjunction(c: Cursor, open: string, items: Node[], bars: number): Node {
  const joiner = c.next().v === "or" ? "or" : "and";
  const rest = c.expression(0);
  c.expect(open === "(" ? ")" : "]");
  c.bars = bars;
  return { t: "list", joiner, items: [...items, rest] };
}

/** `]0,1[`: an interval in the French notation. */
function parseReversedInterval(c: Cursor): Node {
  c.bracketCloses = true;
  const low = c.expression(BP.comma);
  if (!c.accept(",")) c.expect(";");
  const high = c.expression(BP.comma);
  c.bracketCloses = false;
  const close = c.next().v;
  if (close !== "[" && close !== "]" && close !== ")") c.fail("interval is not closed");
  return { t: "group", open: "(", close: close === "]" ? "]" : ")", items: [low, high] };
}

function parseSet(c: Cursor): Node {
  const bars = c.bars;
  c.bars = 1;
  const items: Node[] = [];
  while (!c.isOp("\\}")) {
    c.colonCloses = items.length === 0;
    items.push(c.expression(BP.comma));
    c.colonCloses = false;
    const head = items[0];
    if (items.length === 1 && head !== undefined && (c.accept("|") || c.accept(":"))) {
      c.bars = 0;
      const condition = c.expression(0);
      c.expect("\\}");
      c.bars = bars;
      return { t: "builder", head, condition };
    }
    if (!c.accept(",") && !c.accept(";") && !c.accept("and")) break;
  }
  c.expect("\\}");
  c.bars = bars;
  return { t: "group", open: "{", close: "}", items };
}

/** TeX braces only group; with commas inside they are an unordered list. */
function parseBraces(c: Cursor): Node {
  if (c.accept("}")) return c.isEnd() ? { t: "set", name: "empty" } : c.expression(BP.prefix);
  const bars = c.bars;
  c.bars = 0;
  const node = c.expression(0);
  c.expect("}");
  c.bars = bars;
  return node.t === "list" && node.joiner === "comma"
    ? { t: "group", open: "{", close: "}", items: node.items }
    : node;
}

function parseBars(c: Cursor, bar: "|" | "norm"): Node {
  const bars = c.bars;
  c.bars = 1;
  const inner = c.expression(BP.relation);
  c.expect(bar);
  c.bars = bars;
  return inner.t === "matrix" && bar === "|" ? fn("det", inner) : fn("abs", inner);
}

function parseRounded(c: Cursor, name: string, close: string): Node {
  const bars = c.bars;
  c.bars = 0;
  const inner = c.expression(BP.relation);
  c.expect(close);
  c.bars = bars;
  return fn(name, inner);
}
