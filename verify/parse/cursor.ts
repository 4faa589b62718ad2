import type { Node } from "./ast";
import { ParseFailure, type Token } from "./lexer";

export const MAX_DEPTH = 200;

/** Binding powers of the answer language, loosest first. */
export const BP = {
  conjunction: 1,
  semicolon: 2,
  comma: 3,
  over: 5,
  modulus: 8,
  relation: 10,
  setop: 20,
  ratio: 25,
  sum: 30,
  product: 40,
  implicit: 41,
  prefix: 42,
  power: 60,
  postfix: 70,
} as const;

const EOF: Token = { k: "eof", v: "", space: false, text: false, num: null, decimals: 0 };

/** The token stream with the state that all parts of the parser share. `expression` is set by the expression parser. */
export class Cursor {
  at = 0;
  /** Open `|` brackets: inside one, a `|` after an operand closes. */
  bars = 0;
  /** Inside `]a,b[` an opening bracket closes; before the condition of a set a colon does not divide. */
  bracketCloses = false;
  colonCloses = false;
  /** Symbols bound by a sum or product, so that `i` and `e` there are variables. */
  readonly bound = new Set<string>();
  /** Derivatives written out so far; each may stand around all others. */
  derivatives = 0;
  private depth = 0;

  constructor(
    private readonly tokens: Token[],
    private readonly parseExpression: (cursor: Cursor, minBp: number) => Node,
  ) {}

  get token(): Token {
    return this.tokens[this.at] ?? EOF;
  }

  peek(ahead: number): Token {
    return this.tokens[this.at + ahead] ?? EOF;
  }

  next(): Token {
    const token = this.token;
    this.at++;
    return token;
  }

  isEnd(): boolean {
    return this.token.k === "eof";
  }

  isEnvironmentEnd(): boolean {
    return this.token.k === "end";
  }

  isOp(v: string): boolean {
    const token = this.token;
    return token.k === "op" && token.v === v;
  }

  accept(v: string): boolean {
    if (!this.isOp(v)) return false;
    this.at++;
    return true;
  }

  expect(v: string): void {
    if (!this.accept(v)) this.fail(`expected ${v}`);
  }

  fail(message: string): never {
    throw new ParseFailure(message);
  }

  /** Parses an expression whose operators bind tighter than `minBp`; refuses nesting beyond `MAX_DEPTH`. */
  expression(minBp: number): Node {
    if (++this.depth > MAX_DEPTH) this.fail("nested too deeply");
    const node = this.parseExpression(this, minBp);
    this.depth--;
    return node;
  }

  /** Drops the tokens up to the next `end` for which `drop` holds, given the token and the one after it. */
  dropUntilEnd(drop: (token: Token, next: Token) => boolean): void {
    const end = this.tokens.findIndex((token, i) => i >= this.at && token.k === "end");
    if (end < 0) return;
    const part = this.tokens.slice(this.at, end + 1);
    const kept = part.filter((token, i) => !drop(token, part[i + 1] ?? EOF));
    this.tokens.splice(this.at, part.length, ...kept);
  }

  /** Replaces the current token, for `\frac12`, which takes the digits of one number token one by one. */
  replace(token: Token): void {
    this.tokens[this.at] = token;
  }

  /** Runs `parse` and takes the cursor back if it fails. */
  attempt(parse: () => Node): Node | null {
    const { at, bars, depth } = this;
    try {
      return parse();
    } catch (error) {
      if (!(error instanceof ParseFailure)) throw error;
      this.at = at;
      this.bars = bars;
      this.depth = depth;
      return null;
    }
  }
}
