import { freeSymbols, type Node } from "../parse/ast";
import { sym } from "../parse/nodes";
import { mapNode } from "../parse/substitute";

/** Names that constants of integration go by. */
const CONSTANT = /^(?:[CcKkABD]|[Cc]_\d)$/;
const ADDED_CONSTANT = /^(?:[CcKk]|[Cc]_\d)$/;
const MAX_CONSTANTS = 3;

/**
 * Readings of an answer in which its free constants have the gold's names: `y = Ae^x` for `y = Ce^x`, `x^2 + c` for
 * `x^2 + C`. Only for general solutions: a sum with a constant of its own, or the equation of a function of another symbol.
 */
export function withConstantsOf(gold: Node, answer: Node): Node[] {
  const [symbolsA, symbolsB] = [freeSymbols(gold), freeSymbols(answer)];
  const onlyA = [...symbolsA].filter((name) => !symbolsB.has(name));
  const onlyB = [...symbolsB].filter((name) => !symbolsA.has(name));
  const fits =
    onlyA.length === onlyB.length &&
    onlyA.length > 0 &&
    onlyA.length <= MAX_CONSTANTS &&
    [...onlyA, ...onlyB].every((name) => CONSTANT.test(name)) &&
    [...onlyA, ...onlyB].some((name) => /^[Cc]/.test(name)) &&
    isGeneral(gold, onlyA) &&
    isGeneral(answer, onlyB);
  if (!fits) return [];
  return orders(onlyA).map((names) => {
    const renaming = new Map(onlyB.map((name, i) => [name, names[i] ?? name]));
    return mapNode(answer, (each) => (each.t === "sym" ? sym(renaming.get(each.name) ?? each.name) : null));
  });
}

/** Whether the constants are added to something with another symbol, or stand in `y = …` or `f(x) = …`. */
function isGeneral(node: Node, constants: readonly string[]): boolean {
  const equation = node.t === "rel" && node.ops.length === 1 && node.ops[0] === "=" ? node.items : null;
  const [head, right]: (Node | undefined)[] = equation ?? [undefined, node];
  if (right === undefined) return false;
  const others = [...freeSymbols(right)].filter((name) => !constants.includes(name));
  if (others.length === 0) return false;
  if (head !== undefined) return head.t === "apply" || (head.t === "sym" && !others.includes(head.name));
  const added = right.t === "add" ? right.items : [];
  return constants.every(
    (name) => ADDED_CONSTANT.test(name) && added.some((item) => item.t === "sym" && item.name === name),
  );
}

function orders(names: readonly string[]): string[][] {
  if (names.length <= 1) return [[...names]];
  return names.flatMap((name) =>
    orders(names.filter((each) => each !== name)).map((rest) => [name, ...rest]),
  );
}
