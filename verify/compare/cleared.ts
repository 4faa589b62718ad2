import { freeSymbols, type Node, someNode } from "../parse/ast";
import { div, int, neg, pow } from "../parse/nodes";

type Fraction = { top: Node; bottom: Node | null };

const MAX_TERMS = 12;

/** The numerator of an expression over one denominator, or the expression itself where no symbol stands in a denominator. */
export function numeratorOf(node: Node): Node {
  const divides = (each: Node): boolean => each.t === "div" && freeSymbols(each.bottom).size > 0;
  return someNode(node, divides) ? fractionOf(node).top : node;
}

function product(items: readonly (Node | null)[]): Node | null {
  const factors = items.filter((item) => item !== null);
  return factors.length === 0
    ? null
    : factors.length === 1
      ? (factors[0] ?? null)
      : { t: "mul", items: factors };
}

function fractionOf(node: Node): Fraction {
  switch (node.t) {
    case "neg": {
      const { top, bottom } = fractionOf(node.arg);
      return { top: neg(top), bottom };
    }
    case "div": {
      const [above, below] = [fractionOf(node.top), fractionOf(node.bottom)];
      if (freeSymbols(node.bottom).size === 0)
        return { top: div(above.top, node.bottom), bottom: above.bottom };
      return {
        top: product([above.top, below.bottom]) ?? int(1),
        bottom: product([above.bottom, below.top]),
      };
    }
    case "mul": {
      const parts = node.items.map(fractionOf);
      return {
        top: product(parts.map((part) => part.top)) ?? int(1),
        bottom: product(parts.map((part) => part.bottom)),
      };
    }
    case "add":
      return sumOf(node.items);
    case "pow": {
      const { top, bottom } = fractionOf(node.base);
      const isCount = node.exponent.t === "num" && node.exponent.value.d === 1n && node.exponent.value.n > 0n;
      if (bottom === null || !isCount) return { top: node, bottom: null };
      return { top: pow(top, node.exponent), bottom: pow(bottom, node.exponent) };
    }
    default:
      return { top: node, bottom: null };
  }
}

/** Each numerator times the denominators of all the others. */
function sumOf(items: readonly Node[]): Fraction {
  const parts = items.map(fractionOf);
  const bottoms = parts.filter((part) => part.bottom !== null);
  if (bottoms.length === 0 || parts.length > MAX_TERMS)
    return { top: { t: "add", items: [...items] }, bottom: null };
  const tops = parts.map(
    (part) =>
      product([part.top, ...bottoms.filter((other) => other !== part).map((other) => other.bottom)]) ??
      int(1),
  );
  return { top: { t: "add", items: tops }, bottom: product(bottoms.map((part) => part.bottom)) };
}
