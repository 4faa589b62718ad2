import type { Node } from "./ast";
import { NEEDS_BRACKET } from "./commands";
import { BP, type Cursor } from "./cursor";
import { fn, mul, pow } from "./nodes";

const OPEN_TO_CLOSE: ReadonlyMap<string, string> = new Map([
  ["(", ")"],
  ["[", "]"],
  ["{", "}"],
  ["\\{", "\\}"],
]);

const INVERTIBLE = new Set("sin cos tan cot sec csc sinh cosh tanh coth sech csch".split(" "));

/** `\sin 2x`, `sin^2(x)`, `\log_2 8`, `\sin^{-1} x`: the function token has been read. */
export function parseFunction(c: Cursor, name: string): Node {
  let base: Node | null = null;
  let exponent: Node | null = null;
  for (;;) {
    if (exponent === null && c.accept("^")) exponent = c.expression(BP.power);
    else if (base === null && name.startsWith("l") && c.accept("_")) base = scriptArgument(c);
    else break;
  }
  if (!startsArgument(c)) c.fail("function without an argument");
  const bracketed = c.token.k === "begin" || OPEN_TO_CLOSE.has(c.token.v) || c.token.v.startsWith("\\");
  if (NEEDS_BRACKET.has(name) && !bracketed) c.fail("word, not function");
  const inverse = exponent !== null && isMinusOne(exponent) && INVERTIBLE.has(name);
  const args = readArguments(c);
  const [argument] = args;
  if (name === "cis" && argument !== undefined) return cis(argument, exponent);
  const call = fn(inverse ? `a${name}` : name, ...args, ...(base === null ? [] : [base]));
  const hasBase = base !== null || (name === "log" && args.length === 2);
  if (hasBase && call.t === "fn") call.name = "logb";
  return exponent === null || inverse ? call : pow(call, exponent);
}

/** `\operatorname{cis} x` is cos x + i sin x. */
function cis(argument: Node, power: Node | null): Node {
  const node: Node = {
    t: "add",
    items: [fn("cos", argument), mul({ t: "const", name: "i" }, fn("sin", argument))],
  };
  return power === null ? node : pow(node, power);
}

function isMinusOne(node: Node): boolean {
  return node.t === "num" && node.value.n === -1n && node.value.d === 1n;
}

/** Arguments in brackets, or the juxtaposed factors that follow (`2x`, `\pi x`, `13^\circ`), up to another function. */
function readArguments(c: Cursor): Node[] {
  const close = c.token.k === "op" ? OPEN_TO_CLOSE.get(c.token.v) : undefined;
  if (close !== undefined) {
    c.next();
    return readItems(c, close);
  }
  let arg = c.expression(BP.prefix);
  while (continuesArgument(c)) arg = mul(arg, c.expression(BP.prefix));
  return [arg];
}

function continuesArgument(c: Cursor): boolean {
  const token = c.token;
  if (token.k === "sym") return c.peek(1).v !== "(" || token.v.length > 1;
  return token.k === "word" && !token.text && token.v.length <= 2 && !token.v.startsWith("d");
}

function startsArgument(c: Cursor): boolean {
  const { k, v } = c.token;
  if (k === "eof" || k === "end") return false;
  return (
    k !== "op" ||
    OPEN_TO_CLOSE.has(v) ||
    v === "|" ||
    v === "-" ||
    v === "+" ||
    v === "lfloor" ||
    v === "lceil" ||
    v === "norm"
  );
}

/** Items separated by commas or semicolons up to `close`, which is consumed. */
export function readItems(c: Cursor, close: string): Node[] {
  const bars = c.bars;
  c.bars = 0;
  const items: Node[] = [];
  while (!c.isOp(close)) {
    items.push(c.expression(BP.comma));
    if (!c.accept(",") && !c.accept(";")) break;
  }
  c.expect(close);
  c.bars = bars;
  return items;
}

/** The argument of `_` or of a TeX command: a braced group or one token. */
export function scriptArgument(c: Cursor): Node {
  if (c.accept("{")) {
    const node = c.expression(0);
    c.expect("}");
    return node;
  }
  return c.expression(BP.power);
}
