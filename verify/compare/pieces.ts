import { isRemainder } from "../numeric/pieces";
import type { Node, NodeOf } from "../parse/ast";
import { render } from "../parse/render";
import type { CompareContext, Verdict } from "./context";
import { decide } from "./context";
import type { Form } from "./form";
import { interpret } from "./interpret";

type Same = (a: Form, b: Form, ctx: CompareContext) => Verdict;
type Piece = { value: Node; condition: Node };

const FILLERS = new Set("if when for where is are in the case number integer an a noun and".split(" "));

/** The pieces of a function that is defined by cases, in order; `null` for any other expression. */
export function piecesOf(node: Node): Piece[] | null {
  if (node.t !== "fn" || node.name !== "cases") return null;
  return node.args.flatMap((value, i) => {
    const condition = node.args[i + 1];
    return i % 2 === 1 || condition === undefined ? [] : [{ value, condition }];
  });
}

/** Whether each piece of one function has its own of the other, in any order. */
export function piecesEqual(a: NodeOf<"fn">, b: NodeOf<"fn">, ctx: CompareContext, same: Same): Verdict {
  const [left, right] = [piecesOf(a) ?? [], piecesOf(b) ?? []];
  if (left.length !== right.length) return decide(ctx, false, "number of pieces");
  const open = [...right];
  const waiting: Piece[] = [];
  for (const piece of left) {
    const at = open.findIndex((other) => sameCondition(piece.condition, other.condition, ctx, same));
    const other = open[at];
    if (other === undefined) waiting.push(piece);
    else {
      open.splice(at, 1);
      if (same(interpret(piece.value, ctx.budget), interpret(other.value, ctx.budget), ctx) !== true)
        return decide(ctx, false, "pieces");
    }
  }
  const [rest, otherRest] = [waiting[0], open[0]];
  if (rest === undefined || otherRest === undefined) return decide(ctx, waiting.length === 0, "pieces");
  const isLast = waiting.length === 1 && (isRemainder(rest.condition) || isRemainder(otherRest.condition));
  if (!isLast) return decide(ctx, false, "pieces");
  return decide(
    ctx,
    same(interpret(rest.value, ctx.budget), interpret(otherRest.value, ctx.budget), ctx),
    "pieces",
  );
}

function sameCondition(a: Node, b: Node, ctx: CompareContext, same: Same): boolean {
  const hasWords = [a, b].some((node) => node.t === "text" || node.t === "unit");
  if (hasWords) return wordsOf(a) === wordsOf(b);
  return same(interpret(a, ctx.budget), interpret(b, ctx.budget), ctx) === true;
}

/** The words and symbols of a condition, without those that only join, in alphabetical order. */
function wordsOf(condition: Node): string {
  const words = render(condition)
    .toLowerCase()
    .split(/[^\p{L}\p{N}<>=≤≥≠+*/^-]+/u);
  return words
    .filter((word) => word !== "" && !FILLERS.has(word))
    .sort()
    .join(" ");
}
