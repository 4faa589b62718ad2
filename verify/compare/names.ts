import { freeSymbols, type Node } from "../parse/ast";
import type { Link } from "./form";

/**
 * Whether the left side of an equation only names what follows: a symbol, `f(x)`, `\angle ABC`, `AB`, `(x, y)`, `A:B`,
 * `|z|`, `\sin A`, or words.
 */
export function isNameLike(node: Node): boolean {
  switch (node.t) {
    case "sym":
      return true;
    case "apply":
      return true;
    case "text":
      return true;
    case "mul":
      return (
        node.items.every((item) => isCapital(item) || item.t === "apply" || item.t === "text") ||
        isMeasure(node.items)
      );
    case "ratio":
      return node.items.every(isNameLike);
    case "group":
      return node.open !== "{" && node.items.length > 0 && node.items.every(isNameLike);
    case "fn":
      return (
        node.args.length === 1 &&
        node.args[0] !== undefined &&
        node.name !== "fact" &&
        isNameLike(node.args[0])
      );
    case "pow":
      return node.base.t === "apply" && node.exponent.t === "num" && node.exponent.value.n === -1n;
    case "div":
      if (isDifferential(node.top) && isDifferential(node.bottom)) return true;
      return isNameLike(node.top) && isNameLike(node.bottom) && node.top.t !== "group";
    default:
      return false;
  }
}

/** The `dy` of `dy/dx`. */
function isDifferential(node: Node): boolean {
  const [d, x] = node.t === "mul" ? node.items : [];
  return node.t === "mul" && node.items.length === 2 && d?.t === "sym" && d.name === "d" && x?.t === "sym";
}

function isCapital(node: Node | undefined): boolean {
  return (node?.t === "sym" && /^[A-Z]'?(_\w+)?$/.test(node.name)) || node?.t === "set";
}

/** `m\angle A`: the measure of a figure. */
function isMeasure(items: readonly Node[]): boolean {
  const [m, figure] = items;
  return items.length === 2 && m?.t === "sym" && m.name === "m" && figure?.t === "apply";
}

/** Whether two names name the same thing; unless `strict`, `f(x)` and `f(t)` do, as the argument is bound. */
export function sameName(a: Node, b: Node, strict: boolean): boolean {
  if (a.t === "apply" && b.t === "apply" && !strict) {
    return (
      a.head === b.head && a.args.length === b.args.length && a.args.every((arg, i) => arg.t === b.args[i]?.t)
    );
  }
  return derivativeName(a) === derivativeName(b) || isBothRoots(a, b) || isBothRoots(b, a);
}

/** `x_{1,2}` names both values of `x`. */
function isBothRoots(a: Node, b: Node): boolean {
  return a.t === "sym" && b.t === "sym" && a.name === `${b.name}_1,2`;
}

/** `\frac{dy}{dx}` is called `y'`, too. */
function derivativeName(node: Node): string {
  const y = node.t === "div" && node.top.t === "mul" ? node.top.items[1] : undefined;
  const isDerivative = node.t === "div" && isDifferential(node.top) && isDifferential(node.bottom);
  return isDerivative && y?.t === "sym" ? keyOf({ t: "sym", name: `${y.name}'` }) : keyOf(node);
}

function keyOf(node: Node): string {
  return JSON.stringify(node, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value));
}

/** Pairs of symbols that must be renamed for two function definitions to be compared. */
export function boundRenaming(a: Node, b: Node): Map<string, string> {
  const pairs = new Map<string, string>();
  if (a.t !== "apply" || b.t !== "apply") return pairs;
  for (const [i, arg] of a.args.entries()) {
    const other = b.args[i];
    if (arg.t === "sym" && other?.t === "sym" && arg.name !== other.name) pairs.set(other.name, arg.name);
  }
  return pairs;
}

/** `y` and `f(x)` name one function of `x`, unless the value says otherwise. */
export function isFunctionOf(a: Node, b: Node, value: { f: string }): boolean {
  const [call, plain] = a.t === "apply" ? [a, b] : [b, a];
  if (call.t !== "apply" || call.args.length !== 1 || plain.t !== "sym" || value.f !== "scalar") return false;
  const [argument] = call.args;
  return plain.name === "y" && argument?.t === "sym" && argument.name === "x";
}

/**
 * The value of `m+n = 45`, `P(X>1) = 3/4`: what an equation says of a quantity made of symbols without a coefficient.
 * With x, y or z it is the equation of a figure.
 */
export function askedValue(links: readonly Link[]): Node | null {
  const [link] = links;
  if (links.length !== 1 || link === undefined || link.op !== "=") return null;
  const [quantity, value] = isQuantity(link.left) ? [link.left, link.right] : [link.right, link.left];
  const isZero = value.t === "num" && value.value.n === 0n;
  return isQuantity(quantity) && freeSymbols(value).size === 0 && !isZero ? value : null;
}

function isQuantity(node: Node): boolean {
  switch (node.t) {
    case "sym":
      return !/^[xyz]/.test(node.name);
    case "apply":
    case "set":
      return true;
    case "add":
      return node.items.every(isQuantity);
    case "mul":
      return node.items.every(isQuantity) || (isCapital(node.items[0]) && node.items.length === 2);
    case "neg":
      return isQuantity(node.arg);
    default:
      return false;
  }
}
