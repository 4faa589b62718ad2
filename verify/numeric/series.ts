import type { Node, NodeOf } from "../parse/ast";
import type { Budget } from "./budget";
import type { Exact, ExactBindings } from "./exact-result";
import { add, integer, multiply, ONE, type Rational, subtract, ZERO } from "./rational";

const MAX_TERMS = 5000n;
/** Polynomial bodies up to this degree are summed in closed form. */
const MAX_DEGREE = 12;

type Evaluate = (node: Node, budget: Budget, bindings: ExactBindings) => Exact;

/**
 * The exact value of a finite sum or product with constant bounds: term by term up to 5,000 terms; beyond that a sum of a
 * polynomial, found by differences and evaluated by Newton's forward formula. `null` where neither applies.
 */
export function exactSeries(
  node: NodeOf<"big">,
  budget: Budget,
  bindings: ExactBindings,
  evaluate: Evaluate,
): Exact {
  if (node.low === null || node.high === null) return null;
  const low = evaluate(node.low, budget, bindings);
  const high = evaluate(node.high, budget, bindings);
  if (low === null || high === null || typeof low === "symbol" || typeof high === "symbol") return null;
  if (low.d !== 1n || high.d !== 1n) return null;
  const count = high.n - low.n + 1n;
  const term = (k: bigint): Rational | null => {
    const value = evaluate(node.body, budget, new Map([...bindings, [node.variable, integer(k)]]));
    return value === null || typeof value === "symbol" ? null : value;
  };
  if (count > MAX_TERMS) return node.op === "sum" ? polynomialSum(low.n, count, term) : null;
  let total: Rational | null = node.op === "sum" ? ZERO : ONE;
  for (let k = low.n; k <= high.n && total !== null; k++) {
    const value = term(k);
    total = value === null ? null : node.op === "sum" ? add(total, value) : multiply(total, value);
    if (total !== null && !budget.spendOn(total)) return null;
  }
  return total;
}

/** `sum of binom(count, j + 1) * (j-th difference at the first term)`, once the differences vanish. */
function polynomialSum(low: bigint, count: bigint, term: (k: bigint) => Rational | null): Rational | null {
  let row: Rational[] = [];
  for (let j = 0; j < MAX_DEGREE + 4; j++) {
    const value = term(low + BigInt(j));
    if (value === null) return null;
    row.push(value);
  }
  let total: Rational | null = ZERO;
  let choose: Rational | null = ONE;
  for (let j = 0; j <= MAX_DEGREE; j++) {
    const first = row[0];
    if (first === undefined || row.every((each) => each.n === 0n)) return total;
    choose = choose === null ? null : multiply(choose, { n: count - BigInt(j), d: 1n });
    choose = choose === null ? null : multiply(choose, { n: 1n, d: BigInt(j + 1) });
    const scaled: Rational | null = choose === null ? null : multiply(choose, first);
    total = total === null || scaled === null ? null : add(total, scaled);
    row = differences(row);
  }
  return null;
}

function differences(row: readonly Rational[]): Rational[] {
  const next: Rational[] = [];
  for (let i = 0; i + 1 < row.length; i++) {
    const [a, b] = [row[i], row[i + 1]];
    const difference = a === undefined || b === undefined ? null : subtract(b, a);
    if (difference === null) return [ONE];
    next.push(difference);
  }
  return next;
}
