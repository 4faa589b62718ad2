import { type Node, someNode } from "../parse/ast";
import { mul, pow, sym } from "../parse/nodes";
import { mapNode } from "../parse/substitute";

/** Letters that name quantities at least as often as functions. */
const QUANTITIES = new Set(["P", "Q", "F", "G", "H", "h"]);

/**
 * A letter before a bracket is read as a function (`h(b+c)`), though it may be a factor. Both trees with those letters as
 * factors that one side uses as plain symbols, or (for letters of quantities) that stand before sums only; `null` where
 * there are none.
 */
export function productReadings(a: Node, b: Node): [Node, Node] | null {
  const letters = new Set([...appliedLetters(a), ...appliedLetters(b)]);
  const factors = new Set(
    [...letters].filter((letter) => {
      const [appliedA, appliedB] = [applications(a, letter), applications(b, letter)];
      if (appliedA.length > 0 && appliedB.length > 0)
        return QUANTITIES.has(letter) && [...appliedA, ...appliedB].every(isBeforeSum);
      return usesSymbol(appliedA.length > 0 ? b : a, letter);
    }),
  );
  return factors.size === 0 ? null : [multipliedOut(a, factors), multipliedOut(b, factors)];
}

function appliedLetters(node: Node): Set<string> {
  const letters = new Set<string>();
  someNode(node, (each) => {
    if (each.t === "apply" && each.head.length === 1 && each.args.length === 1) letters.add(each.head);
    return false;
  });
  return letters;
}

function applications(node: Node, letter: string): Node[] {
  const found: Node[] = [];
  someNode(node, (each) => {
    if (each.t === "apply" && each.head === letter) found.push(each);
    return false;
  });
  return found;
}

function isBeforeSum(node: Node): boolean {
  return node.t === "apply" && node.args.length === 1 && node.args[0]?.t === "add";
}

function usesSymbol(node: Node, letter: string): boolean {
  return someNode(node, (each) => each.t === "sym" && each.name === letter);
}

/** `P(1+r)^2` is P times a square: the power belongs to the bracket. */
function multipliedOut(node: Node, letters: ReadonlySet<string>): Node {
  const argument = (each: Node): Node | null =>
    each.t === "apply" && letters.has(each.head) && each.args.length === 1 ? (each.args[0] ?? null) : null;
  return mapNode(node, (each) => {
    const inner = each.t === "pow" ? argument(each.base) : argument(each);
    if (inner === null) return null;
    const factor = multipliedOut(inner, letters);
    const head = each.t === "pow" && each.base.t === "apply" ? each.base.head : "";
    return each.t === "pow"
      ? mul(sym(head), pow(factor, each.exponent))
      : mul(sym(each.t === "apply" ? each.head : ""), factor);
  });
}
