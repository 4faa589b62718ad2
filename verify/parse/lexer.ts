import { closingBrace, commandEnd, isAsciiLetter, isDigit, isSpace, skipSpace } from "../extract/scan";
import type { Rational } from "../numeric/rational";
import {
  DROPPED_WITH_ARGUMENT,
  FIRST_ARGUMENT_DROPPED,
  FUNCTIONS,
  IGNORED,
  NAMED_SETS,
  NEEDS_BRACKET,
  OPERATOR_WORDS,
  STRUCTURES,
  SYMBOL_COMMANDS,
  SYMBOL_WORDS,
  TEXT_COMMANDS,
  TRANSPARENT,
} from "./commands";
import { formulaDollars } from "./dollars";
import { readNumber } from "./number-token";
import { ordinalEnd } from "./ordinals";
import { unitOf } from "./units";

export type TokenKind = "num" | "sym" | "word" | "fn" | "op" | "cmd" | "set" | "begin" | "end" | "eof";

export type Token = {
  k: TokenKind;
  v: string;
  /** White space (or a LaTeX space) stands before it. */
  space: boolean;
  /** It comes from a text command, so it is a word, not a product of letters. */
  text: boolean;
  num: Rational | null;
  decimals: number;
};

export const MAX_TOKENS = 262_144;

/** Thrown when an answer is larger than the token budget or not of the answer language at all. */
export class ParseFailure extends Error {}

const DIGRAPHS: ReadonlyMap<string, string> = new Map([
  ["==", "="],
  ["**", "^"],
  ["->", "to"],
  ["=>", "to"],
  ["||", "norm"],
]);
const ESCAPES: ReadonlyMap<string, string> = new Map([
  ["|", "norm"],
  ["%", "%"],
  ["$", "$"],
  ["\\", "\\\\"],
]);
/** The space that may be asked for behind a line break: `\\[4pt]`. */
const BREAK_SPACE = /^\*?\s*\[\s*-?\d*\.?\d+\s*(?:pt|em|ex|mm|cm|in|mu|pc|bp)\s*\]/;
const MICRO_UNIT = /^\s*(?:\\[,!])?\s*\\(?:text|mathrm|textrm|mbox)\s*\{\s*([A-Za-z]{1,3})\s*\}/;
const OPENERS = new Set(["(", "[", "\\{"]);
const CLOSERS = new Set([")", "]", "\\}"]);

/** Splits an answer into tokens. `text` has gone through `unicodeToLatex`. Linear; throws `ParseFailure` over budget. */
export function tokenize(text: string): Token[] {
  const lexer = new Lexer(text);
  lexer.run(0, text.length, false);
  lexer.push("eof", "");
  return lexer.tokens;
}

/** At least one digit among capital letters, with a base of two digits as subscript. */
const LETTERED_NUMBER = /^((?:[A-Za-z]*\d)[0-9A-Za-z]*)_(?:\{\s*)?(\d{2})(?:\s*\})?(?!\d)/;

class Lexer {
  readonly tokens: Token[] = [];
  private readonly delimiters: ReadonlySet<number>;
  private space = false;
  private depth = 0;

  constructor(private readonly source: string) {
    this.delimiters = formulaDollars(source);
  }

  push(k: TokenKind, v: string, text = false, num: Rational | null = null, decimals = 0): void {
    if (this.tokens.length >= MAX_TOKENS) throw new ParseFailure("too many tokens");
    this.tokens.push({ k, v, space: this.space, text, num, decimals });
    this.space = false;
  }

  /** Lexes `source` from `from` to `to`; `inText` is set inside a text command. */
  run(from: number, to: number, inText: boolean): void {
    let at = from;
    while (at < to) {
      const code = this.source.charCodeAt(at);
      if (isSpace(code)) {
        this.space = true;
        at++;
      } else if (isDigit(code) || (code === 46 && isDigit(this.source.charCodeAt(at + 1))))
        at = this.lettered(at) || this.number(at);
      else if (isAsciiLetter(code))
        at = (code < 91 && !inText && this.lettered(at)) || this.word(at, to, inText);
      else if (code === 92) at = this.command(at, to, inText);
      else at = this.operator(at, inText);
    }
  }

  private number(at: number): number {
    const before = this.tokens.at(-1)?.v;
    const grouping = before === "_" || before === "^" ? "none" : this.depth > 0 ? "explicit" : "all";
    const token = readNumber(this.source, at, grouping);
    if (token === null) throw new ParseFailure("number too long");
    this.push("num", this.source.slice(at, Math.min(token.end, at + 64)), false, token.value, token.decimals);
    if (token.exponent !== 0) {
      this.push("op", "*");
      this.push("num", "10", false, { n: 10n, d: 1n }, 0);
      this.push("op", "^");
      this.push("num", String(token.exponent), false, { n: BigInt(token.exponent), d: 1n }, 0);
    }
    return ordinalEnd(this.source, token.end);
  }

  /** `2A3_{16}`: digits and letters that all belong to the base behind them. */
  private lettered(at: number): number {
    if (this.source.charCodeAt(at - 1) === 92) return 0;
    const match = LETTERED_NUMBER.exec(this.source.slice(at, at + 40));
    const base = Number(match?.[2]);
    if (match === null || !(base > 10 && base <= 36)) return 0;
    const digits = (match[1] ?? "").toUpperCase();
    const fits = [...digits].every((digit) => Number.parseInt(digit, 36) < base);
    if (!fits || !/[A-Z]/.test(digits)) return 0;
    this.push("num", digits, false, { n: 0n, d: 1n });
    return at + digits.length;
  }

  private word(at: number, to: number, inText: boolean): number {
    let end = at;
    while (end < to && isAsciiLetter(this.source.charCodeAt(end))) end++;
    if (end === at + 1 && this.isTimes(at)) return this.emit("*", end);
    const numbered = inText ? 0 : this.numberedFunction(at, end);
    if (numbered > 0) return numbered;
    if (inText) {
      while (end < to && /[A-Za-z.'’-]/.test(this.source[end] ?? "")) end++;
      while (end > at && ".-'".includes(this.source[end - 1] ?? "") && !isAbbreviation(this.source, at, end))
        end--;
    }
    this.named(this.source.slice(at, end), inText, end);
    return end;
  }

  /** The letter of `6.02 x 10^23`. */
  private isTimes(at: number): boolean {
    const char = this.source[at];
    if ((char !== "x" && char !== "X") || this.tokens.at(-1)?.k !== "num") return false;
    return /^\s*10\s*\^/.test(this.source.slice(at + 1, at + 12));
  }

  /** `atan2(`, `log10(`, `log2(`: the digits belong to the name. */
  private numberedFunction(at: number, end: number): number {
    const name = this.source.slice(at, end);
    if (name === "atan" && this.source.startsWith("2(", end)) {
      this.push("fn", "atan2");
      return end + 1;
    }
    const digits =
      name !== "log"
        ? ""
        : this.source.startsWith("10(", end)
          ? "10"
          : this.source.startsWith("2(", end)
            ? "2"
            : "";
    if (digits === "") return 0;
    this.push("fn", "log");
    this.push("op", "_");
    this.push("num", digits, false, { n: BigInt(digits), d: 1n });
    return end + digits.length;
  }

  /** A run of letters: an operator word, a function, a symbol, a single letter, or a word for the parser to judge. */
  private named(word: string, inText: boolean, end: number): void {
    const next = end < 0 ? "" : (this.source[end] ?? "");
    const operator = OPERATOR_WORDS.get(inText ? word.toLowerCase() : word);
    const fn = FUNCTIONS.get(word);
    if (operator === "and" || operator === "or" || (operator !== undefined && next !== "("))
      this.push("op", operator, inText);
    else if (word.length === 1 && !inText) this.push("sym", word);
    else if (fn !== undefined && next === "^" && !inText && word.length === 2 && NEEDS_BRACKET.has(fn))
      for (const letter of word) this.push("sym", letter);
    else if (fn !== undefined) this.push("fn", fn, inText);
    else if (SYMBOL_WORDS.has(word) && word !== "infty")
      this.push("sym", SYMBOL_WORDS.get(word) ?? word, inText);
    else if (word === "sum" || word === "prod" || word === "int") this.push("cmd", word);
    else if (word === "angle" && !inText && /^ [A-Z]{1,3}(?![A-Za-z])/.test(this.source.slice(end, end + 6)))
      this.push("cmd", word);
    else this.pieces(word, inText);
  }

  /** `sinx`, `cospi` and their like are a function and its argument; all else stays one word. */
  private pieces(word: string, inText: boolean): void {
    for (const length of inText || word.length > 6 ? [] : [3, 2]) {
      const fn = FUNCTIONS.get(word.slice(0, length));
      const rest = word.slice(length);
      if (
        fn === undefined ||
        rest === "" ||
        (rest.length > 1 && rest !== "pi") ||
        (length === 2 && fn !== "ln")
      )
        continue;
      this.push("fn", fn);
      this.push("sym", rest);
      return;
    }
    if (!inText && word.length === 3 && word.endsWith("pi")) {
      this.push("sym", word[0] ?? "");
      this.push("sym", "pi");
    } else this.push("word", word, inText);
  }

  private operator(at: number, inText: boolean): number {
    const three = this.source.slice(at, at + 3);
    if (three === "...") return this.emit("...", at + 3);
    if (three === "+/-") return this.emit("pm", at + 3);
    const two = three.slice(0, 2);
    if (
      two === "<=" ||
      two === ">=" ||
      two === "==" ||
      two === "**" ||
      two === "->" ||
      two === "=>" ||
      two === "||"
    ) {
      return this.emit(DIGRAPHS.get(two) ?? two, at + 2);
    }
    if (two === "!=" && !this.endsOperand()) return this.emit("!=", at + 2);
    const char = this.source[at] ?? "";
    if (char === "$") {
      if (this.delimiters.has(at)) this.space = true;
      else this.push("op", "$");
      return at + 1;
    }
    const behind = this.source.charCodeAt(at + 1);
    if (char === "." && (inText || at + 1 >= this.source.length || isSpace(behind) || behind === 92))
      return at + 1;
    if (char === '"' || char === "`" || (char === "~" && this.source[at + 1] !== "=")) {
      this.space = true;
      return at + 1;
    }
    if (char === "{" && inText) return at + 1;
    if (char === "}" && inText) return at + 1;
    return this.emit(char, at + 1);
  }

  private endsOperand(): boolean {
    const last = this.tokens.at(-1);
    if (last === undefined || this.space) return false;
    return last.k === "num" || last.k === "sym" || last.v === ")";
  }

  private emit(v: string, end: number): number {
    if (OPENERS.has(v)) this.depth++;
    else if (CLOSERS.has(v) && this.depth > 0) this.depth--;
    this.push("op", v);
    return end;
  }

  private command(at: number, to: number, inText: boolean): number {
    const end = commandEnd(this.source, at + 1);
    if (end === at + 1) return this.escaped(at);
    const name = this.source.slice(at + 1, end);
    if (TEXT_COMMANDS.has(name)) return this.textCommand(name, end, to);
    const structure = STRUCTURES.get(name);
    if (structure !== undefined) {
      this.push("cmd", structure);
      return end;
    }
    const symbol = SYMBOL_COMMANDS.get(name);
    if (symbol !== undefined) {
      if (symbol === "infty") this.push("sym", "infty");
      else this.emit(symbol, end);
      return end;
    }
    if (name === "begin" || name === "end") return this.environment(name, end);
    if (IGNORED.has(name)) return this.ignored(name, end);
    if (DROPPED_WITH_ARGUMENT.has(name)) return this.afterArgument(end);
    if (FIRST_ARGUMENT_DROPPED.has(name)) {
      const behind = this.afterArgument(end);
      return name === "fcolorbox" ? this.afterArgument(behind) : behind;
    }
    if (TRANSPARENT.has(name)) return name === "bbox" ? this.afterOption(end) : end;
    if (name === "mathbb" || name === "Bbb") return this.namedSet(end);
    if (NAMED_SETS.has(name)) this.push("set", NAMED_SETS.get(name) ?? "");
    else if (name === "AA") this.push("word", "angstrom", true);
    else if (name === "mu" && this.microUnit(end, inText) > 0) return this.microUnit(end, inText, true);
    else if (FUNCTIONS.has(name)) this.push("fn", FUNCTIONS.get(name) ?? name);
    else if (SYMBOL_WORDS.has(name)) this.push("sym", SYMBOL_WORDS.get(name) ?? name, inText);
    else this.push("sym", `\\${name}`);
    return end;
  }

  /** The end of `\mu\text{m}`, or of `\mu m` in a text command, which is pushed as one unit if `push` is set; 0 where there is none. */
  private microUnit(end: number, inText: boolean, push = false): number {
    const pattern = inText ? /^\s*([A-Za-z]{1,3})(?![A-Za-z])/ : MICRO_UNIT;
    const match = pattern.exec(this.source.slice(end, end + 40));
    if (match === null || unitOf(`µ${match[1]}`) === null) return 0;
    if (push) this.push("word", `µ${match[1]}`, true);
    return end + match[0].length;
  }

  /** `\left.` and `\right.` have no bracket; every other layout command is white space. */
  private ignored(name: string, end: number): number {
    if ((name === "left" || name === "right") && this.source[end] === ".") return end + 1;
    if (name.endsWith("quad") || name.endsWith("space")) this.space = true;
    return end;
  }

  private escaped(at: number): number {
    const char = this.source[at + 1] ?? "";
    if (char === "{" || char === "}" || char === "|" || char === "%" || char === "$" || char === "\\") {
      const behind = char === "\\" ? BREAK_SPACE.exec(this.source.slice(at + 2, at + 24)) : null;
      this.emit(ESCAPES.get(char) ?? `\\${char}`, at + 2);
      return at + 2 + (behind?.[0].length ?? 0);
    } else if (!",;:!>".includes(char) && !isSpace(char.charCodeAt(0))) return at + 1;
    else if (char !== "!") this.space = true;
    return at + 2;
  }

  private textCommand(name: string, end: number, to: number): number {
    let open = skipSpace(this.source, end);
    if (this.source[open] === "*") open++;
    if (this.source[open] !== "{") {
      if (!isAsciiLetter(this.source.charCodeAt(open))) return open;
      this.named(this.source[open] ?? "", true, -1);
      return open + 1;
    }
    const close = closingBrace(this.source, open, Math.min(to, open + 4000));
    if (close < 0) return open + 1;
    const content = this.source.slice(open + 1, close).trim();
    if (
      content === "i" ||
      content === "e" ||
      (content === "d" && isAsciiLetter(this.source.charCodeAt(close + 1)))
    ) {
      this.push("sym", content);
      return close + 1;
    }
    const fn = FUNCTIONS.get(content);
    const isBracketed = /^\s*(?:\{\s*)?(?:\\left\s*)?[([{]/.test(this.source.slice(close + 1, close + 16));
    if (fn !== undefined && (isBracketed || (name === "operatorname" && !NEEDS_BRACKET.has(fn)))) {
      this.push("fn", fn);
      return close + 1;
    }
    if (fn !== undefined && !NEEDS_BRACKET.has(fn) && content.length >= 2) {
      this.push("fn", fn);
      return close + 1;
    }
    this.space = true;
    this.run(open + 1, close, true);
    this.space = name !== "operatorname" && name !== "mathrm";
    return close + 1;
  }

  private environment(name: "begin" | "end", end: number): number {
    const open = skipSpace(this.source, end);
    const close = this.source[open] === "{" ? this.source.indexOf("}", open) : -1;
    if (close < 0 || close - open > 20) throw new ParseFailure("environment without a name");
    const environment = this.source.slice(open + 1, close).replace("*", "");
    this.push(name, environment);
    this.depth = Math.max(0, this.depth + (name === "begin" ? 1 : -1));
    const isTable = environment === "array" || environment === "tabular";
    return name === "begin" && isTable ? this.afterArgument(close + 1) : close + 1;
  }

  /** Behind an optional argument in square brackets. */
  private afterOption(from: number): number {
    const open = skipSpace(this.source, from);
    const stop = this.source[open] === "[" ? this.source.indexOf("]", open) : -1;
    return stop > 0 ? skipSpace(this.source, stop + 1) : open;
  }

  private afterArgument(from: number): number {
    const open = this.afterOption(from);
    if (this.source[open] !== "{") return from;
    const close = closingBrace(this.source, open, Math.min(this.source.length, open + 400));
    return close < 0 ? open + 1 : close + 1;
  }

  private namedSet(end: number): number {
    const match = /^\s*\{?\s*([A-Z])\s*\}?/.exec(this.source.slice(end, end + 12));
    if (match === null) return end;
    this.push("set", match[1] ?? "R");
    return end + match[0].length;
  }
}

/** `a.m.`, `p.m.`, `ft.`: dots that belong to the word. */
function isAbbreviation(source: string, at: number, end: number): boolean {
  return source[end - 1] === "." && source[end - 3] === "." && end - at <= 6;
}
