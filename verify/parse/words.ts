import type { Node } from "./ast";
import { BP, type Cursor } from "./cursor";
import type { Token } from "./lexer";
import { div, fn, int, sym } from "./nodes";
import { combineUnits, isLetterUnit, type Unit, unitOf } from "./units";

const NUMBER_WORDS: ReadonlyMap<string, number> = new Map(
  `zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
  nineteen`
    .split(/\s+/)
    .map((word, i) => [word, i]),
);
const TENS: readonly string[] = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");

/** `seven`, `twelve`, `forty`, `forty-two`; `undefined` for any other phrase. */
function numberOfWord(phrase: string): number | undefined {
  const [first = "", second, ...more] = phrase.toLowerCase().split(/[ -]/);
  const tens = TENS.indexOf(first);
  if (tens < 0) return second === undefined ? NUMBER_WORDS.get(first) : undefined;
  const ones = second === undefined ? 0 : NUMBER_WORDS.get(second);
  if (ones === undefined || more.length > 0 || ones > 9 || (second !== undefined && ones === 0))
    return undefined;
  return 10 * (tens + 2) + ones;
}

const PARTS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    half: 2,
    halve: 2,
    third: 3,
    quarter: 4,
    fourth: 4,
    fifth: 5,
    sixth: 6,
    eighth: 8,
    tenth: 10,
  }),
);

/** `one half`, `two-thirds`; `null` for any other phrase. */
function fractionOfWords(phrase: string): Node | null {
  const [count = "", part = "", ...more] = phrase.toLowerCase().split(/[ -]/);
  const top = NUMBER_WORDS.get(count);
  const bottom = PARTS.get(part.replace(/s$/, ""));
  return top === undefined || bottom === undefined || more.length > 0 ? null : div(int(top), int(bottom));
}

/** The ones behind tens outside a text command, where the hyphen is an operator: `twenty-five`. */
function compoundNumber(c: Cursor, tens: number): number {
  const ones = NUMBER_WORDS.get(c.peek(1).v.toLowerCase());
  const isTens = tens >= 20 && tens % 10 === 0;
  if (!isTens || !c.isOp("-") || c.token.space || ones === undefined || ones < 1 || ones > 9) return tens;
  c.at += 2;
  return tens + ones;
}

/** Two- and three-letter runs that are words of the language, not products of variables. */
const SHORT_WORDS = new Set(
  `is it if in of on to at as an am by be no so we us do go he me my up odd yes the not one two six ten all any are was has had
  but can out red old new now who why how man day sun sum net per set let its our his her she you for use way ways none true
  null nan via non iff get got see say let`.split(/\s+/),
);

/** Words before a value that say nothing about it. */
const HEDGES = new Set(
  "approximately approx about roughly exactly nearly is are equals equal to around precisely simply just the value answer".split(
    " ",
  ),
);

/** Names of currencies that stand before an amount. */
const CURRENCY_WORDS = new Set(["USD", "EUR", "GBP", "CNY", "RMB", "JPY", "INR", "Rs", "Rs."]);

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
  if (!token.text && !CURRENCY_WORDS.has(token.v) && (isLetterProduct(token.v) || isFactor(c, token)))
    return parseLetters(c, token);
  const currency = CURRENCY_WORDS.has(token.v) && c.token.k === "num" ? unitOf(token.v) : null;
  if (currency !== null)
    return { t: "unit", value: c.expression(BP.prefix), unit: `${currency.dimension}|1` };
  if (HEDGES.has(token.v.toLowerCase()) && startsValue(c)) return c.expression(BP.prefix);
  if (c.at <= 2 && LEAD_INS.has(token.v.toLowerCase()) && startsFormula(c)) {
    c.accept(":");
    return c.expression(BP.prefix);
  }
  const phrase = readPhrase(c, token);
  const number = numberOfWord(phrase);
  if (number !== undefined) return int(compoundNumber(c, number));
  return fractionOfWords(phrase) ?? { t: "text", value: phrase };
}

/** `at` in `\\sinh(at)`, `RsC` in `RsC + 1`: short words that stand inside a formula without white space, or before a sign. */
function isFactor(c: Cursor, token: Token): boolean {
  if (token.v.length > 4 || (token.v.length === 4 && !/[a-z][A-Z]/.test(token.v))) return false;
  const before = c.peek(-2);
  const after = c.token;
  if (after.k === "op" && "+*/^_".includes(after.v)) return true;
  const isOpened = before.k === "num" || (before.k === "op" && "({[-+*/^|".includes(before.v));
  return !token.space && isOpened && after.k === "op" && ")}]-|".includes(after.v);
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
  if (head === "root" && args.length === 1 && args[0] !== undefined && c.accept("(")) {
    const radicand = c.expression(BP.comma);
    c.expect(")");
    return fn("nthroot", radicand, args[0]);
  }
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
  if (lower === "per" && c.peek(1).v === "cent") {
    c.at += 2;
    return { t: "percent", arg: value };
  }
  if (DEGREE_WORDS.has(lower)) {
    c.next();
    return { t: "degree", arg: value };
  }
  const scale = SCALES.get(lower);
  if (scale !== undefined && scaleOf(value)) {
    c.next();
    const unit = `scale|${scale}`;
    if (value.t === "unit") return { ...value, value: { t: "unit", value: value.value, unit } };
    skipNouns(c);
    return { t: "unit", value, unit };
  }
  const fraction = unitFraction(c, value);
  if (fraction !== null) return fraction;
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
    const more = c.peek(1);
    const isUnitNext = more.text && (more.k === "word" || more.k === "sym") && unitOf(more.v) !== null;
    if (parts.length > 0 && c.isOp("/") && (more.k === "word" || isUnitNext)) {
      c.next();
      sign = -1;
    } else if (parts.length > 0 && c.isOp("*") && isUnitNext) c.next();
  }
  if (parts.length > 0 && (c.token.k === "word" || c.token.k === "sym") && !c.token.text) skipNouns(c, 2);
  if (c.token.k === "word" && (c.token.text || isFinalPlural(c))) return nounUnit(c, value, start);
  if (parts.length === 0) {
    c.at = start;
    if (!scaleOf(value) || !skipNouns(c)) return null;
    return { t: "unit", value, unit: "noun:words" };
  }
  const { dimension, factor } = combineUnits(parts);
  return { t: "unit", value, unit: `${dimension}|${factor}` };
}

/** `\frac{\text{km}}{\text{h}}` after an operand: one unit over another, each with an exponent at most. */
function unitFraction(c: Cursor, value: Node): Node | null {
  if (c.token.k !== "cmd" || c.token.v !== "frac") return null;
  const start = c.at;
  c.next();
  const [top, bottom] = [bracedUnit(c), bracedUnit(c)];
  if (top === null || bottom === null) {
    c.at = start;
    return null;
  }
  const { dimension, factor } = combineUnits([top, { unit: bottom.unit, exponent: -bottom.exponent }]);
  return { t: "unit", value, unit: `${dimension}|${factor}` };
}

function bracedUnit(c: Cursor): { unit: Unit; exponent: number } | null {
  const unit = c.peek(1).text ? unitOf(c.peek(1).v) : null;
  if (unit === null || !c.accept("{")) return null;
  c.next();
  const exponent = c.isOp("^") ? unitExponent(c) : 1;
  return c.accept("}") ? { unit, exponent } : null;
}

const SCALES: ReadonlyMap<string, number> = new Map([
  ["dozen", 12],
  ["hundred", 100],
  ["thousand", 1e3],
  ["million", 1e6],
  ["billion", 1e9],
  ["trillion", 1e12],
]);

/** Whether a value is a number or an amount of money, so that words behind it count something. */
function scaleOf(value: Node): boolean {
  const inner = value.t === "neg" ? value.arg : value.t === "unit" ? value.value : value;
  return inner.t === "num" || (inner.t === "div" && inner.top.t === "num" && inner.bottom.t === "num");
}

/** Words that say more about a number than what it counts. */
const NO_NOUNS = new Set(
  `not no none nor or and if unless than less more fewer greater larger smaller least most minus plus times modulo mod anything
  any either maybe is are was were be will equals because since so as which that where when half double twice percent degrees wrong incorrect false choose factorial squared cubed root sqrt out`.split(
    /\s+/,
  ),
);

/** Skips plain words up to the end or a separator ("years old", "eggs per day"); nothing where they are no mere nouns. */
function skipNouns(c: Cursor, shortest = 4): boolean {
  let ahead = 0;
  let longest = 0;
  for (; ahead < 12; ahead++) {
    const { k, v, text, space } = c.peek(ahead);
    if (text || !space || !(k === "word" || (k === "sym" && (v === "a" || v === "A")))) break;
    if (NO_NOUNS.has(v.toLowerCase())) return false;
    longest = Math.max(longest, v.length);
  }
  const end = c.peek(ahead);
  const ends = end.k === "eof" || (end.k === "op" && (end.v === "," || end.v === "and" || end.v === "or"));
  if (!ends || longest < shortest) return false;
  c.at += ahead;
  return true;
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
    if (c.isOp("/") && c.peek(1).k === "word" && c.peek(1).text) words.push(c.next().v);
  }
  if (
    words.length === 0 ||
    words.length > 12 ||
    (words[0] === "of" && words.some((word) => /^\d/.test(word)))
  )
    return null;
  return { t: "unit", value, unit: `noun:${words.join(" ").toLowerCase()}` };
}
