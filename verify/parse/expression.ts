import type { Node } from "./ast";
import { parsePrefix } from "./atoms";
import { BP, type Cursor, MAX_DEPTH } from "./cursor";
import { startsFactor } from "./factors";
import { scriptArgument } from "./functions";
import { add, div, fn, int, mul, neg, pow, relation, sym } from "./nodes";
import { texArgument } from "./structures";
import { unitOf } from "./units";
import { parseUnit } from "./words";

const RELATIONS = new Set(
  `= != < <= > >= ~ similar congruent equiv in ni notin subset subseteq supset supseteq notsubset notsubseteq notsupset
  notsupseteq to parallel perp`.split(/\s+/),
);
/** Operators that may stand after words, which are not operands otherwise. */
const AFTER_WORDS = new Set([",", ";", "and", "or", "=", "\\\\"]);
const SET_OPERATORS: ReadonlyMap<string, "union" | "intersect" | "minus"> = new Map([
  ["union", "union"],
  ["intersect", "intersect"],
  ["setminus", "minus"],
]);
const NEGATED: ReadonlyMap<string, string> = new Map([
  ["=", "!="],
  ["in", "notin"],
  ["subset", "notsubset"],
  ["subseteq", "notsubseteq"],
  ["supset", "notsupset"],
  ["supseteq", "notsupseteq"],
]);

/** Parses an expression by operator precedence: operators that bind tighter than `minBp` belong to it. */
export function parseExpression(c: Cursor, minBp: number): Node {
  let left = parsePrefix(c);
  for (let levels = 0; levels <= MAX_DEPTH; ) {
    const extended = extend(c, left, minBp);
    if (extended === null) return left;
    if (extended !== left && (extended.t !== left.t || !FLAT.has(extended.t))) levels++;
    left = extended;
  }
  return c.fail("nested too deeply");
}

/** Nodes that take a further operand in without growing deeper. */
const FLAT = new Set(["add", "mul", "div", "list", "rel"]);

/** One step to the right of `left`, or `null` where nothing that binds tightly enough follows. */
function extend(c: Cursor, left: Node, minBp: number): Node | null {
  const { k, v } = c.token;
  if (k === "eof" || k === "end") return null;
  if (k === "op") {
    const extended = extendByOperator(c, left, v, minBp);
    if (extended !== undefined) return extended;
  } else if (k === "word" || (k === "sym" && c.token.text) || (k === "fn" && c.token.text))
    return extendByWord(c, left, minBp);
  else if (k === "cmd") {
    const extended = extendByCommand(c, left, v, minBp);
    if (extended !== undefined) return extended;
  }
  return minBp < BP.implicit && left.t !== "text" && startsFactor(c) ? juxtapose(c, left) : null;
}

function extendByOperator(c: Cursor, left: Node, v: string, minBp: number): Node | null | undefined {
  if (left.t === "text" && !AFTER_WORDS.has(v)) return null;
  switch (v) {
    case "+":
    case "-":
      if (minBp >= BP.sum) return null;
      c.next();
      return add(left, v === "+" ? c.expression(BP.sum) : neg(c.expression(BP.sum)));
    case "*":
    case "/":
      if (minBp >= BP.product) return null;
      c.next();
      return v === "*" ? mul(left, c.expression(BP.implicit)) : divided(left, c.expression(BP.implicit));
    case "^":
      if (minBp >= BP.power) return null;
      c.next();
      return raised(c, left);
    case "!":
    case "%":
    case "'":
    case "deg":
    case "circ":
    case "permil":
      return postfix(c, left, v, minBp);
    case "pm":
    case "mp":
      if (minBp >= BP.sum) return null;
      c.next();
      return { t: "pm", sign: v === "pm" ? 1 : -1, left, right: c.expression(BP.sum) };
    case ",":
    case ";":
    case "and":
    case "or":
      return joined(c, left, v, minBp);
    case ":":
      return minBp >= BP.ratio || c.colonCloses ? null : ratio(c, left);
    case "mod":
      if (minBp >= BP.product) return null;
      c.next();
      return fn("mod", left, c.expression(BP.product));
    case "$":
    case "€":
    case "£":
    case "¥":
    case "₹":
      if (minBp >= BP.implicit || c.peek(1).k === "num") return null;
      c.next();
      return { t: "unit", value: left, unit: `${unitOf(v)?.dimension ?? v}|1` };
    case "\\\\":
      return trailingBreak(c) ? left : null;
    case "...":
      return minBp >= BP.product ? null : dotted(c, left);
  }
  if (RELATIONS.has(v)) return minBp >= BP.relation ? null : chain(c, left);
  const operator = SET_OPERATORS.get(v);
  if (operator === undefined) return undefined;
  if (minBp >= BP.setop) return null;
  c.next();
  return { t: "setop", op: operator, left, right: c.expression(BP.setop) };
}

/** The dots of `1\cdot2\cdots6` and `n(n-1)\cdots1`, between two factors. */
function dotted(c: Cursor, left: Node): Node | null {
  if (left.t !== "mul") return null;
  c.next();
  c.accept("*");
  return mul(mul(left, sym("...")), c.expression(BP.implicit));
}

function trailingBreak(c: Cursor): boolean {
  if (c.peek(1).k !== "eof") return false;
  c.next();
  return true;
}

/** Division of a long chain stays flat: `a/b/c` is `a/(bc)`. */
function divided(left: Node, right: Node): Node {
  return left.t === "div" ? div(left.top, mul(left.bottom, right)) : div(left, right);
}

function raised(c: Cursor, base: Node): Node {
  if (c.accept("circ") || c.accept("deg")) return celsius(c, { t: "degree", arg: base });
  const isRing = c.peek(1).v === "circ" || c.peek(1).v === "deg" || c.peek(1).v === "o";
  if (c.isOp("{") && isRing && c.peek(2).v === "}") {
    c.at += 3;
    return celsius(c, { t: "degree", arg: base });
  }
  if (c.isOp("'")) return base;
  if (c.isOp("{") && c.peek(1).v === "}") {
    c.at += 2;
    return base;
  }
  const { k, v, text } = c.token;
  // `x^ax^b` is two powers: of a run of letters only the first is the exponent.
  const isLetters = k === "word" && !text && v.length <= 3 && c.peek(1).v !== "(";
  const exponent = c.isOp("{") ? scriptArgument(c) : isLetters ? texArgument(c) : c.expression(BP.power - 1);
  return pow(base, exponent);
}

/** The letter of a temperature scale after a degree sign. */
function celsius(c: Cursor, node: Node): Node {
  const { v } = c.token;
  if (v !== "C" && v !== "F") return node;
  if (!c.token.text && c.peek(1).k !== "eof") return node;
  c.next();
  return { t: "unit", value: node, unit: v === "C" ? "celsius|1" : "fahrenheit|1" };
}

function postfix(c: Cursor, left: Node, v: string, minBp: number): Node | null {
  if (minBp >= BP.postfix) return null;
  c.next();
  if (v === "%") return { t: "percent", arg: left };
  if (v === "permil") return div(left, int(1000));
  if (v === "!") return c.accept("!") ? fn("fact2", left) : fn("fact", left);
  if (v === "'")
    return left.t === "apply" ? { ...left, head: `${left.head}'` } : c.fail("prime after a value");
  return { t: "degree", arg: left };
}

function joined(c: Cursor, left: Node, v: string, minBp: number): Node | null {
  const bp = v === "," ? BP.comma : v === ";" ? BP.semicolon : BP.conjunction;
  if (minBp >= bp) return null;
  const joiner = v === "," ? "comma" : v === ";" ? "semicolon" : v === "or" ? "or" : "and";
  const items = [left];
  while (c.accept(v)) {
    while (c.isOp("and") || c.isOp("or") || (v !== "," && c.isOp(","))) c.next();
    if (c.isEnd()) break;
    items.push(c.expression(bp));
  }
  return items.length === 1
    ? left
    : { t: "list", joiner, items: v === "," ? items : items.flatMap(plainItems) };
}

/** "2, 3 and 5" is one list; "x=1, y=2 and x=3, y=4" is two. */
function plainItems(item: Node): Node[] {
  const flat = item.t === "list" && item.joiner === "comma" && !item.items.every((each) => each.t === "rel");
  return flat && item.t === "list" ? item.items : [item];
}

function ratio(c: Cursor, left: Node): Node {
  const items = [left];
  while (c.accept(":")) items.push(c.expression(BP.ratio));
  return { t: "ratio", items };
}

function chain(c: Cursor, left: Node): Node {
  const ops: string[] = [];
  const items = [left];
  let negated = false;
  for (;;) {
    if (c.token.k === "cmd" && c.token.v === "not") {
      c.next();
      negated = true;
    }
    const v = c.token.k === "op" ? c.token.v : "";
    if (!RELATIONS.has(v)) break;
    c.next();
    while (c.accept("=") || c.accept("&"));
    if (c.isEnd() && v === "=") return left;
    ops.push(negated ? (NEGATED.get(v) ?? v) : v);
    negated = false;
    items.push(c.expression(BP.relation));
    while (c.isOp("&") || (c.isOp("\\\\") && (c.peek(1).v === "&" || RELATIONS.has(c.peek(1).v)))) c.next();
  }
  return relation(ops, items);
}

function extendByCommand(c: Cursor, left: Node, v: string, minBp: number): Node | null | undefined {
  if (v === "over" || v === "choose" || v === "atop") {
    if (minBp >= BP.over) return null;
    c.next();
    const right = c.expression(BP.over);
    return v === "choose" ? fn("binom", left, right) : div(left, right);
  }
  if (v === "not") return minBp >= BP.relation ? null : chain(c, left);
  if (v === "mod" || v === "pmod") {
    if (minBp >= (v === "mod" ? BP.product : BP.modulus)) return null;
    c.next();
    return fn(v, left, v === "mod" ? c.expression(BP.product) : scriptArgument(c));
  }
  return undefined;
}

/** A unit, or a short run of letters that are factors. */
function extendByWord(c: Cursor, left: Node, minBp: number): Node | null {
  if (minBp >= BP.implicit) return null;
  const unit = parseUnit(c, left);
  if (unit !== null) return unit;
  if (c.token.text) return null;
  return mul(left, c.expression(BP.implicit));
}

/** Implicit multiplication, mixed numbers, and remarks in brackets such as "(about 18.9)". */
function juxtapose(c: Cursor, left: Node): Node | null {
  const isRemark =
    c.peek(1).k === "word" && (c.peek(1).text || (c.peek(1).v.length > 3 && c.peek(2).v === ")"));
  if (c.isOp("(") && isRemark) return skipRemark(c) ? left : null;
  const isUnit = c.token.v === "frac" && c.peek(2).text;
  const unit = isUnit || (left.t === "unit" && c.token.k === "num") ? unitBehind(c, left) : null;
  if (unit !== null) return unit;
  const mixed = mixedNumber(c, left);
  if (mixed !== null) return mixed;
  if (c.token.k === "num" && !endsInBracket(left)) c.fail("two numbers side by side");
  return mul(left, c.expression(BP.implicit));
}

/** `60\frac{\text{km}}{\text{h}}`, and the minutes of "1 hour 30 minutes". */
function unitBehind(c: Cursor, left: Node): Node | null {
  if (left.t !== "unit") return parseUnit(c, left);
  const { at } = c;
  const part = c.attempt(() => c.expression(BP.product));
  const parts = part?.t === "list" && part.joiner === "and" ? part.items : part?.t === "unit" ? [part] : [];
  if (parts.length > 0) return { t: "list", joiner: "and", items: [left, ...parts] };
  c.at = at;
  return null;
}

function endsInBracket(node: Node): boolean {
  return node.t !== "num" && node.t !== "based";
}

/** `3\frac12`, `3½` and `1 1/2` are sums. */
function mixedNumber(c: Cursor, left: Node): Node | null {
  const whole = left.t === "neg" ? left.arg : left;
  if (whole.t !== "num" || whole.value.d !== 1n || whole.decimals > 0) return null;
  let part: Node | null = null;
  if (c.token.k === "cmd" && (c.token.v === "frac" || c.token.v === "vulgar")) {
    if (!isPlainFraction(c)) return null;
    part = c.expression(BP.postfix);
  } else if (c.token.k === "num" && c.token.space && c.peek(1).v === "/" && c.peek(2).k === "num") {
    const top = c.next();
    c.next();
    const bottom = c.next();
    if (top.num !== null && bottom.num !== null) {
      part = div(
        { t: "num", value: top.num, decimals: top.decimals },
        { t: "num", value: bottom.num, decimals: bottom.decimals },
      );
    }
  }
  if (part === null) return null;
  const negative = left.t === "neg" || whole.value.n < 0n;
  return add(left, negative ? neg(part) : part);
}

/** `\frac{1}{2}`, `\frac12`: a fraction of two numbers and no power of it. Looks ahead, so that nothing is read twice. */
function isPlainFraction(c: Cursor): boolean {
  let ahead = 1;
  for (let argument = 0; argument < 2; argument++) {
    const token = c.peek(ahead);
    if (token.v === "{" && c.peek(ahead + 1).k === "num" && c.peek(ahead + 2).v === "}") ahead += 3;
    else if (token.k !== "num") return false;
    else {
      ahead++;
      if (argument === 0 && /^\d{2}$/.test(token.v)) argument++;
    }
  }
  return c.peek(ahead).v !== "^";
}

/** Skips a bracketed remark in words; its bracket must close. */
function skipRemark(c: Cursor): boolean {
  let depth = 0;
  for (let ahead = 0; ahead < 200; ahead++) {
    const { k, v } = c.peek(ahead);
    if (k === "eof") return false;
    if (v === "(") depth++;
    if (v === ")" && --depth === 0) {
      c.at += ahead + 1;
      return true;
    }
  }
  return false;
}
