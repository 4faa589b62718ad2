import { integer } from "../numeric/rational";
import { type Node, type NodeOf, someNode } from "./ast";
import { BP, type Cursor } from "./cursor";
import { derivative, MAX_ORDER } from "./derivatives";
import { startsFactor } from "./factors";
import { scriptArgument } from "./functions";
import { div, fn, int, mul, sym } from "./nodes";

/** A structural command whose token has been read: fractions, roots, binomials, big operators, environments. */
export function parseStructure(c: Cursor, name: string): Node {
  switch (name) {
    case "frac":
    case "vulgar":
      return derivativeOf(c, div(texArgument(c), texArgument(c)));
    case "lim":
      return parseLimit(c);
    case "binom":
    case "binomial":
      return choice(texArgument(c), texArgument(c));
    case "sqrt":
      return parseRoot(c);
    case "surd":
      return fn("sqrt", rootArgument(c));
    case "cuberoot":
      return fn("nthroot", rootArgument(c), int(3));
    case "fourthroot":
      return fn("nthroot", rootArgument(c), int(4));
    case "overline":
    case "bar":
      return parseOverline(c);
    case "angle":
    case "triangle":
      return parseFigure(c, name);
    case "sum":
    case "prod":
      return parseSeries(c, name);
    case "int":
      return parseIntegral(c);
    default:
      return c.fail(`unexpected ${name}`);
  }
}

/** Derivatives of one text that are written out; more of them within each other would cost the cube of their number. */
const MOST_DERIVATIVES = 12;

/** What `\frac{d}{dx}` (or a higher or partial one) stands before, differentiated; the fraction where nothing follows. */
function derivativeOf(c: Cursor, operator: NodeOf<"div">): Node {
  const { top, bottom } = operator;
  const [sign, order] = differential(top);
  const [d, x] = bottom.t === "mul" && bottom.items.length === 2 ? bottom.items : [];
  const [name, below] = x === undefined ? ["", 0] : differential(x);
  const isOperator = (sign === "d" || sign === "partial") && d?.t === "sym" && d.name === sign;
  if (!isOperator || name === "" || below !== order || !startsFactor(c)) return operator;
  const body = c.expression(BP.sum);
  const isWrittenOut = ++c.derivatives <= MOST_DERIVATIVES;
  return (isWrittenOut ? derivative(body, name, order) : null) ?? mul(operator, body);
}

/** The symbol of `d`, `d^2`, `x`, `x^2`, and the exponent. */
function differential(node: Node): [name: string, order: number] {
  if (node.t === "sym") return [node.name, 1];
  if (node.t !== "pow" || node.base.t !== "sym" || node.exponent.t !== "num") return ["", 0];
  const order = Number(node.exponent.value.n);
  return node.exponent.value.d === 1n && order >= 1 && order <= MAX_ORDER ? [node.base.name, order] : ["", 0];
}

/** `\lim_{x \to a} body`, where `a` may be approached from one side: `0^+`. */
function parseLimit(c: Cursor): Node {
  c.expect("_");
  const braced = c.accept("{");
  const head = c.next();
  if (head.k !== "sym") return c.fail("limit without a variable");
  c.expect("to");
  const low = c.expression(BP.power);
  let op: NodeOf<"big">["op"] = "lim";
  if (c.accept("^")) {
    const raised = c.accept("{");
    op = c.accept("+") ? "lim+" : c.accept("-") ? "lim-" : c.fail("side of a limit");
    if (raised) c.expect("}");
  }
  if (braced) c.expect("}");
  return { t: "big", op, variable: head.v, low, high: null, body: boundBody(c, head.v) };
}

/** The body of a sum, product or limit, in which `variable` is no constant. */
function boundBody(c: Cursor, variable: string): Node {
  const fresh = !c.bound.has(variable);
  c.bound.add(variable);
  const body = c.expression(BP.sum);
  if (fresh) c.bound.delete(variable);
  return body;
}

/** A binomial; with several numbers below, a multinomial. */
function choice(top: Node, bottom: Node): Node {
  if (bottom.t !== "list" || bottom.joiner !== "comma") return fn("binom", top, bottom);
  return div(fn("fact", top), { t: "mul", items: bottom.items.map((item) => fn("fact", item)) });
}

/** One TeX argument: a braced group, or a single token; of a number only its first digit, of a word its first letter. */
export function texArgument(c: Cursor): Node {
  const token = c.token;
  if (c.accept("{")) {
    const node = c.expression(0);
    c.expect("}");
    return node;
  }
  if (token.k === "num" && /^\d{2,}$/.test(token.v)) {
    c.replace({ ...token, v: token.v.slice(1), num: integer(BigInt(token.v.slice(1))), space: false });
    return int(Number(token.v[0]));
  }
  if (token.k === "word" && !token.text) {
    const rest = token.v.slice(1);
    c.replace({ ...token, k: rest.length === 1 ? "sym" : "word", v: rest });
    return sym(token.v[0] ?? "");
  }
  return c.expression(BP.postfix);
}

function parseRoot(c: Cursor): Node {
  if (!c.accept("[")) return fn("sqrt", texArgument(c));
  const degree = c.expression(BP.comma);
  c.expect("]");
  return fn("nthroot", texArgument(c), degree);
}

/** What stands under a Unicode root sign: a bracket or one number or symbol. */
function rootArgument(c: Cursor): Node {
  return c.expression(BP.postfix);
}

/** `\overline{AB}` is a segment; a bar over digits outside a number has no meaning here. */
function parseOverline(c: Cursor): Node {
  const inner = texArgument(c);
  if (inner.t === "num") return c.fail("bar over digits");
  if (someNode(inner, (each) => each.t === "const" && each.name === "i")) return fn("conj", inner);
  const isVariable = inner.t === "sym" && /^[a-z]/.test(inner.name);
  return isVariable ? { t: "apply", head: "\\bar", args: [inner] } : inner;
}

/** `\angle ABC` equals `\angle CBA`; a triangle is its set of corners. */
function parseFigure(c: Cursor, name: string): Node {
  let corners = "";
  const braced = c.accept("{");
  while ((c.token.k === "word" || c.token.k === "sym") && /^[A-Za-z']{1,6}$/.test(c.token.v))
    corners += c.next().v;
  if (braced) c.expect("}");
  if (corners === "") {
    if (c.token.k !== "num") c.fail("figure without corners");
    corners = c.next().v;
  }
  const reversed = [...corners].reverse().join("");
  const canonical =
    name === "angle" ? (corners < reversed ? corners : reversed) : [...corners].sort().join("");
  return { t: "apply", head: name, args: [sym(canonical)] };
}

/** `\sum_{k=1}^{n} body`; the body reaches as far as a product does. */
function parseSeries(c: Cursor, op: "sum" | "prod"): Node {
  let low: Node | null = null;
  let high: Node | null = null;
  let variable = "";
  for (;;) {
    if (low === null && c.accept("_")) {
      const condition = c.accept("{") ? closed(c) : c.expression(BP.power);
      const range = condition.t === "rel" ? rangeOf(condition) : null;
      if (range === null) return c.fail("sum without a variable");
      ({ variable, low } = range);
      high = range.high;
    } else if (high === null && c.accept("^")) high = scriptArgument(c);
    else break;
  }
  if (low === null || high === null) return c.fail("sum without bounds");
  return { t: "big", op, variable, low, high, body: boundBody(c, variable) };
}

/** `k=1`, `k \ge 1` (without end), `1 \le k \le n`. */
function rangeOf({
  ops,
  items,
}: NodeOf<"rel">): { variable: string; low: Node | null; high: Node | null } | null {
  const [first, second, third] = items;
  const head = ops[0] === "=" ? first : second;
  if (head === undefined || (head.t !== "sym" && head.t !== "const")) return null;
  if (ops.length === 1 && ops[0] === "=") return { variable: head.name, low: second ?? null, high: null };
  if (first === undefined || !ops.every((op) => op === "<=") || ops.length > 2) return null;
  const high: Node = ops.length === 2 && third !== undefined ? third : { t: "const", name: "inf" };
  return { variable: head.name, low: first, high };
}

function closed(c: Cursor): Node {
  const node = c.expression(0);
  c.expect("}");
  return node;
}

/** `\int_a^b body \, dx`: the body is everything up to the differential. */
function parseIntegral(c: Cursor): Node {
  let low: Node | null = null;
  let high: Node | null = null;
  for (;;) {
    if (low === null && c.accept("_")) low = scriptArgument(c);
    else if (high === null && c.accept("^")) high = scriptArgument(c);
    else break;
  }
  const parsed = outerDifferential(c.expression(BP.ratio));
  const terms = parsed.t === "add" ? parsed.items : [parsed];
  for (const [i, term] of terms.entries()) {
    const found = withoutDifferential(term);
    if (found === null) continue;
    const before = [...terms.slice(0, i), found.rest];
    const body: Node = before.length === 1 ? found.rest : { t: "add", items: before };
    const integral: Node = { t: "big", op: "int", variable: found.variable, low, high, body };
    const after = terms.slice(i + 1);
    return after.length === 0 ? integral : { t: "add", items: [integral, ...after] };
  }
  return c.fail("integral without a differential");
}

/**
 * Of `\int\int f dx dy` the inner integral has taken the last differential, which belongs to the outer one: it gets the
 * one before, and the other stands behind it.
 */
function outerDifferential(node: Node): Node {
  if (node.t !== "big" || node.op !== "int") return node;
  const found = withoutDifferential(outerDifferential(node.body));
  if (found === null) return node;
  const inner: Node = { ...node, variable: found.variable, body: found.rest };
  return { t: "mul", items: [inner, sym("d"), sym(node.variable)] };
}

/** Takes the last `d x` out of a product (or out of the numerator of a fraction). */
function withoutDifferential(term: Node): { rest: Node; variable: string } | null {
  if (term.t === "neg") {
    const found = withoutDifferential(term.arg);
    return found === null ? null : { rest: { t: "neg", arg: found.rest }, variable: found.variable };
  }
  if (term.t === "div") {
    const found = withoutDifferential(term.top);
    return found === null ? null : { rest: div(found.rest, term.bottom), variable: found.variable };
  }
  if (term.t !== "mul") return null;
  for (let i = term.items.length - 2; i >= 0; i--) {
    const [d, x] = [term.items[i], term.items[i + 1]];
    if (d?.t !== "sym" || d.name !== "d" || x?.t !== "sym") continue;
    const factors = [...term.items.slice(0, i), ...term.items.slice(i + 2)];
    const only = factors[0];
    const rest: Node =
      only === undefined ? int(1) : factors.length === 1 ? only : { t: "mul", items: factors };
    return { rest, variable: x.name };
  }
  return null;
}
