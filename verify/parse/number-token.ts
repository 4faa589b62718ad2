import { isDigit } from "../extract/scan";
import { add, divide, integer, multiply, power, type Rational, rational } from "../numeric/rational";

/** A number as lexed: its exact value, how many decimals it was written with, and where it ends. */
export type NumberToken = {
  value: Rational;
  decimals: number;
  end: number;
  /** A power of ten too large to be multiplied in; 0 in all other cases. */
  exponent: number;
};

const MAX_DIGITS = 6000;
const MAX_EXPONENT = 5000;

/** Where thousands separators may stand: anywhere, only unmistakable ones (inside brackets), or nowhere (after `_`, `^`). */
export type Grouping = "all" | "explicit" | "none";

/** Thousands separators and whether they are unmistakable; a plain comma inside brackets separates items. */
const SEPARATORS: readonly (readonly [mark: string, explicit: boolean])[] = [
  ["{,}", true],
  ["{, }", true],
  [" {,}", true],
  [" {, }", true],
  ["\\!,\\!", true],
  [",\\!", true],
  ["{,\\!}", true],
  ["\\,", true],
  ["{\\,}", true],
  ["\\!", true],
  ["\\ ", true],
  ["~", true],
  ["'", true],
  [",", false],
  [" ", false],
];

/** A comma with negative thin spaces on either side and any white space between: `111, \\! 111`. */
const SPREAD_SEPARATOR = /^\s*(?:\\!\s*)+,\s*(?:\\!\s*)*|^\s*,\s*(?:\\!\s*)+/;

/**
 * Reads a number at `at` (a digit, or a point before one): thousands separators in groups of three, a decimal part, a
 * repeating part (`0.\overline{3}`, `0.(3)`, `0.333\ldots`), an exponent (`1.5e3`). `grouping` says where thousands separators count.
 * Returns `null` for digit runs beyond the budget.
 */
export function readNumber(text: string, at: number, grouping: Grouping): NumberToken | null {
  let end = digitsEnd(text, at);
  let whole = text.slice(at, end);
  if (whole.length <= 3 && whole.length > 0 && whole !== "0" && grouping !== "none") {
    for (let group = groupEnd(text, end, grouping); group > 0; group = groupEnd(text, end, grouping)) {
      whole += text.slice(group - 3, group);
      end = group;
    }
  }
  let fraction = "";
  let repeating = "";
  const comma = grouping === "none" ? null : BRACED_COMMA.exec(text.slice(end, end + 24));
  if (comma !== null && whole !== "") {
    fraction = comma[1] ?? "";
    end += comma[0].length;
  }
  if (text[end] === "." && text[end + 1] !== ".") {
    const stop = digitsEnd(text, end + 1);
    fraction = text.slice(end + 1, stop);
    const repeat = readRepeating(text, stop, fraction);
    if (fraction !== "" || repeat !== null || !isOperand(text, stop)) end = stop;
    if (repeat !== null) {
      repeating = repeat.digits;
      end = repeat.end;
    }
  }
  if (whole.length + fraction.length + repeating.length > MAX_DIGITS) return null;
  const value = decimalValue(whole, fraction, repeating);
  if (value === null) return null;
  const decimals = repeating === "" ? fraction.length : 0;
  return withExponent(text, { value, decimals, end, exponent: 0 });
}

/** A comma in braces that separates no thousands is a decimal comma: `3{,}5`, `0{,}125`. */
const BRACED_COMMA = /^\{,\}(\d{1,16})(?!\d)/;

function decimalValue(whole: string, fraction: string, repeating: string): Rational | null {
  if (fraction === "" && repeating === "") return integer(BigInt(whole === "" ? "0" : whole));
  const base = rational(BigInt(`0${whole}${fraction}`), 10n ** BigInt(fraction.length));
  if (base === null || repeating === "") return base;
  const nines = 10n ** BigInt(repeating.length) - 1n;
  const tail = rational(BigInt(repeating), nines * 10n ** BigInt(fraction.length));
  return tail === null ? null : add(base, tail);
}

function digitsEnd(text: string, from: number): number {
  let at = from;
  while (isDigit(text.charCodeAt(at))) at++;
  return at;
}

/** End of a further group of exactly three digits after a separator at `at`, or 0. */
function groupEnd(text: string, at: number, grouping: Grouping): number {
  const spread = SPREAD_SEPARATOR.exec(text.slice(at, at + 16))?.[0].length ?? 0;
  if (spread > 0 && digitsEnd(text, at + spread) === at + spread + 3) return at + spread + 3;
  for (const [mark, explicit] of SEPARATORS) {
    if (!text.startsWith(mark, at) || (grouping === "explicit" && !explicit)) continue;
    let start = at + mark.length;
    if (mark !== "," && mark !== " ")
      while (text[start] === " " || text.startsWith("\\!", start)) start += text[start] === " " ? 1 : 2;
    const end = digitsEnd(text, start);
    if (end - start !== 3) continue;
    if (mark === "," && text[end] === "," && !isDigit(text.charCodeAt(end + 1))) return 0;
    return end;
  }
  return 0;
}

function isOperand(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return (code >= 97 && code <= 122) || code === 92;
}

/** Dots over the first and the last digit of a period: `0.\\dot{1}4285\\dot{7}`. */
const DOTTED = /^\\dot\s*(?:\{(\d)\}|(\d))(\d{0,40})\\dot\s*(?:\{(\d)\}|(\d))/;

function readRepeating(text: string, at: number, fraction: string): { digits: string; end: number } | null {
  const dotted = text[at] === "\\" ? DOTTED.exec(text.slice(at, at + 64)) : null;
  if (dotted !== null) {
    const digits = dotted
      .slice(1)
      .map((part) => part ?? "")
      .join("");
    return { digits, end: at + dotted[0].length };
  }
  for (const command of ["\\overline{", "\\bar{", "\\dot{", "("]) {
    if (!text.startsWith(command, at)) continue;
    const start = at + command.length;
    const stop = digitsEnd(text, start);
    if (stop > start && text[stop] === (command === "(" ? ")" : "}"))
      return { digits: text.slice(start, stop), end: stop + 1 };
  }
  for (const command of ["\\overline", "\\bar", "\\dot"]) {
    const digit = text.startsWith(command, at)
      ? at + command.length + (text[at + command.length] === " " ? 1 : 0)
      : at;
    if (digit > at && isDigit(text.charCodeAt(digit))) return { digits: text[digit] ?? "", end: digit + 1 };
  }
  for (const dots of ["\\ldots", "\\dots", "\\cdots", "..."]) {
    const period = text.startsWith(dots, at) ? shortestPeriod(fraction) : null;
    if (period !== null) return { digits: period, end: at + dots.length };
  }
  return null;
}

/** The block that a written-out decimal such as `333` or `142857142857` shows at least twice (three times if short). */
function shortestPeriod(fraction: string): string | null {
  for (let length = 1; length <= 6; length++) {
    const times = length === 1 ? 3 : 2;
    if (fraction.length < length * times) return null;
    const block = fraction.slice(-length);
    if (fraction.endsWith(block.repeat(times)) && fraction.length % length === 0) return block;
  }
  return null;
}

function withExponent(text: string, token: NumberToken): NumberToken {
  const letter = text[token.end];
  if (letter !== "e" && letter !== "E") return token;
  let at = token.end + 1;
  const negative = text[at] === "-";
  if (negative || text[at] === "+") at++;
  const stop = digitsEnd(text, at);
  if (stop === at || stop - at > 9) return token;
  const exponent = Number(text.slice(at, stop)) * (negative ? -1 : 1);
  if (Math.abs(exponent) > MAX_EXPONENT) return { ...token, end: stop, exponent };
  const scale = power(integer(10), BigInt(Math.abs(exponent)));
  const value = scale === null ? null : negative ? divide(token.value, scale) : multiply(token.value, scale);
  if (value === null) return { ...token, end: stop, exponent };
  return { value, decimals: Math.max(0, token.decimals - exponent), end: stop, exponent: 0 };
}
