import type { Node } from "../parse/ast";

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
    case "div":
      return isNameLike(node.top) && isNameLike(node.bottom) && node.top.t !== "group";
    default:
      return false;
  }
}

function isCapital(node: Node): boolean {
  return node.t === "sym" && /^[A-Z]'?(_\w+)?$/.test(node.name);
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
  return keyOf(a) === keyOf(b);
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
