import { childrenOf, freeSymbols, type Node } from "../parse/ast";

/** Letters that stand for integers where they are exponents, as in `(-1)^n`. */
const INTEGER_LETTERS = new Set(["n", "m", "k", "N"]);

/** Symbols that only take integer values: bounds of sums and products, and `n`, `m`, `k` in exponents and under roundings. */
export function integerSymbols(node: Node): string[] {
  const names: string[] = [];
  if (node.t === "pow")
    names.push(...[...freeSymbols(node.exponent)].filter((name) => INTEGER_LETTERS.has(name)));
  if (node.t === "fn" && (node.name === "floor" || node.name === "ceil" || node.name === "mod"))
    names.push(...[...freeSymbols(node)].filter((name) => INTEGER_LETTERS.has(name)));
  if (node.t === "big" && node.op !== "int") {
    for (const bound of [node.low, node.high]) if (bound !== null) names.push(...freeSymbols(bound));
  }
  for (const child of childrenOf(node)) names.push(...integerSymbols(child));
  return names;
}
