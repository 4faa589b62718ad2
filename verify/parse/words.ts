import type { Node } from "./ast";
import { BP, type Cursor } from "./cursor";
import type { Token } from "./lexer";
import { int, sym } from "./nodes";
import { combineUnits, isLetterUnit, type Unit, unitOf } from "./units";

const NUMBER_WORDS: ReadonlyMap<string, number> = new Map(
  `zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
  nineteen twenty`
    .split(/\s+/)
    .map((word, i) => [word, i]),
);

/** Two- and three-letter runs that are words of the language, not products of variables. */
const SHORT_WORDS = new Set(
  `is it if in of on to at as an am by be no so we us do go he me my up odd yes the not one two six ten all any are was has had
  but can out red old new now who why how man day sun sum net per set let its our his her she you for use way ways none true
  null nan via non iff`.split(/\s+/),
);

/** Words before a value that say nothing about it. */
const HEDGES = new Set(
  "approximately approx about roughly exactly nearly is are equals equal to around precisely simply just the value answer".split(
    " ",
  ),
);

/** Words that lead in to an answer. */
const LEAD_INS = new Set("hence thus therefore so then finally answer ans result solution".split(" "));

const PERCENT_WORDS = new Set(["percent", "pct", "percentage", "percents"]);
const DEGREE_WORDS = new Set(["degree", "degrees", "deg", "degs"]);
const POWER_WORDS: ReadonlyMap<string, number> = new Map([
  ["square", 2],
  ["sq", 2],
  ["sq.", 2],
  ["squared", 2],
  ["cubic", 3],
  ["cu", 3],
  ["cubed", 3],
]);

/** Whether a run of letters outside a text command is a product of one-letter variables. */
export function isLetterProduct(word: string): boolean {
  if (word.length <= 1) return true;
  if (/^[A-Z]+$/.test(word)) return word.length <= 5 && word !== "NAN";
  if (word.length > 3 || SHORT_WORDS.has(word.toLowerCase())) return false;
  return word.length === 2 || !/^[A-Z][a-z]/.test(word);
}

/** A word where an operand is expected: letters, a number word, or the beginning of a phrase. */
export function parseWord(c: Cursor, token: Token): Node {
  if (token.text && token.v.length === 1) return constantOr(token.v);
  if (c.isOp("(") && !c.token.space && !/^[A-Z]+$/.test(token.v) && token.v.length > 2)
    return callOf(c, token.v);
  if (!token.text && isLetterProduct(token.v)) return parseLetters(c, token);
  if (HEDGES.has(token.v.toLowerCase()) && startsValue(c)) return c.expression(BP.prefix);
  if (c.at <= 2 && LEAD_INS.has(token.v.toLowerCase()) && startsFormula(c)) {
    c.accept(":");
    return c.expression(BP.prefix);
  }
  const phrase = readPhrase(c, token);
  const number = NUMBER_WORDS.get(phrase.toLowerCase());
  return number === undefined ? { t: "text", value: phrase } : int(number);
}

function startsValue(c: Cursor): boolean {
  const { k, v } = c.token;
  return (
    k === "num" ||
    k === "cmd" ||
    k === "fn" ||
    HEDGES.has(v.toLowerCase()) ||
    v === "-" ||
    v === "$" ||
    v === "("
  );
}

function startsFormula(c: Cursor): boolean {
  const { k, v } = c.token;
  return (
    !(k === "word" || k === "eof" || k === "end") &&
    !(k === "op" && (v === "," || v === ";" || v === "=" || v === "and" || v === "or"))
  );
}

/** `xy^2` is x times y squared: what follows a run of letters belongs to the last of them. */
function parseLetters(c: Cursor, token: Token): Node {
  const items = [...token.v].map((letter) => constantOr(letter));
  if (c.isOp("^") || c.isOp("_") || c.isOp("'")) {
    c.at--;
    c.replace({ ...token, k: "sym", v: token.v.at(-1) ?? "" });
    items[items.length - 1] = c.expression(BP.prefix);
  }
  return items.length === 1 && items[0] !== undefined ? items[0] : { t: "mul", items };
}

function constantOr(letter: string): Node {
  return letter === "e" || letter === "i" ? { t: "const", name: letter } : sym(letter);
}

/** Functions of the ASCII language that we do not compute, such as `linesegment(A,B)`, whose ends may be swapped. */
const UNORDERED = new Set(["linesegment", "segment", "line", "angle"]);

function callOf(c: Cursor, head: string): Node {
  c.expect("(");
  const args: Node[] = [];
  while (!c.isOp(")")) {
    args.push(c.expression(BP.comma));
    if (!c.accept(",")) break;
  }
  c.expect(")");
  if (UNORDERED.has(head))
    args.sort((a, b) => (JSON.stringify(a, bigintText) < JSON.stringify(b, bigintText) ? -1 : 1));
  return { t: "apply", head, args };
}

function bigintText(_: string, value: unknown): unknown {
  return typeof value === "bigint" ? String(value) : value;
}

function readPhrase(c: Cursor, first: Token): string {
  const words = [first.v];
  for (let length = 0; length < 400; length++) {
    const { k, v, text } = c.token;
    const joins =
      k === "word" || k === "num" || k === "sym" || (k === "fn" && text) || (k === "op" && text && v === "*");
    if (!joins) break;
    words.push(c.next().v);
  }
  return words.join(" ");
}

/**
 * A unit after an operand: `cm`, `\text{ square inches}`, `m/s^2`, `percent`, `degrees`, or a noun in a text command
 * (`\text{ edges}`), which is recorded but has no dimension. Returns `null` when what follows is no unit.
 */
export function parseUnit(c: Cursor, value: Node): Node | null {
  const first = c.token;
  const lower = first.v.toLowerCase();
  if (PERCENT_WORDS.has(lower)) {
    c.next();
    return { t: "percent", arg: value };
  }
  if (DEGREE_WORDS.has(lower)) {
    c.next();
    return { t: "degree", arg: value };
  }
  const parts: { unit: Unit; exponent: number }[] = [];
  const start = c.at;
  let sign = 1;
  let pending = 1;
  while (c.token.k === "word" || c.token.k === "sym" || c.token.k === "fn") {
    const { v, text } = c.token;
    const power = POWER_WORDS.get(v.toLowerCase());
    if (v === "per") sign = -1;
    else if (power !== undefined && (v === "squared" || v === "cubed")) {
      const last = parts.at(-1);
      if (last === undefined) break;
      last.exponent *= power;
    } else if (power !== undefined) pending = power;
    else {
      const unit = text || !isLetterUnit(v) || parts.length > 0 ? unitOf(v) : null;
      if (unit === null) break;
      parts.push({ unit, exponent: sign * pending });
      pending = 1;
    }
    c.next();
    const last = parts.at(-1);
    if (last !== undefined && c.isOp("^")) last.exponent *= unitExponent(c);
    if (parts.length > 0 && c.isOp("/") && c.peek(1).k === "word") {
      c.next();
      sign = -1;
    }
  }
  if (c.token.k === "word" && (c.token.text || isFinalPlural(c))) return nounUnit(c, value, start);
  if (parts.length === 0) {
    c.at = start;
    return null;
  }
  const { dimension, factor } = combineUnits(parts);
  return { t: "unit", value, unit: `${dimension}|${factor}` };
}

function unitExponent(c: Cursor): number {
  c.expect("^");
  const braced = c.accept("{");
  const negative = c.accept("-");
  const token = c.next();
  if (braced) c.expect("}");
  if (token.k !== "num" || token.num === null || token.num.n > 9n) return c.fail("exponent of a unit");
  return Number(token.num.n) * (negative ? -1 : 1);
}

/** `4 students`: a plural in plain letters with nothing but a separator behind it. */
function isFinalPlural(c: Cursor): boolean {
  const { v } = c.token;
  const next = c.peek(1);
  const ends =
    next.k === "eof" || (next.k === "op" && (next.v === "," || next.v === "and" || next.v === "or"));
  return (
    ends && (/^[a-z]{3,}s$/.test(v) || v === "people" || v === "children" || v === "men" || v === "women")
  );
}

/** A noun such as "edges": everything up to a separator, in a text command. */
function nounUnit(c: Cursor, value: Node, start: number): Node | null {
  c.at = start;
  const words: string[] = [];
  while (
    (c.token.k === "word" || c.token.k === "sym" || c.token.k === "num" || c.token.k === "fn") &&
    (c.token.text || c.token.k !== "word" || isFinalPlural(c))
  ) {
    words.push(c.next().v);
  }
  if (words.length === 0 || words.length > 12) return null;
  return { t: "unit", value, unit: `noun:${words.join(" ").toLowerCase()}` };
}
