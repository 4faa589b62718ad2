import type { Node, NodeOf } from "../parse/ast";
import type { Budget } from "./budget";
import { exactValue } from "./exact";
import { UNDEFINED } from "./exact-result";

/** Primes below 2^26, so that a product of two remainders is exact in a double. */
export const PRIMES: readonly number[] = [67_108_859, 67_108_837];

/** Factorials above this are not multiplied out modulo a prime. */
const MAX_FACTORIAL = 200_000n;

export type ResidueBindings = ReadonlyMap<string, number>;

/**
 * The value of a rational expression modulo a prime, with symbols bound to remainders. `null` for anything that is not a
 * rational function of its symbols (roots, logarithms, symbols in exponents) or divides by a multiple of the prime.
 */
export function residue(node: Node, prime: number, bindings: ResidueBindings, budget: Budget): number | null {
  if (!budget.spend(1)) return null;
  switch (node.t) {
    case "num":
      return fraction(node.value.n, node.value.d, prime);
    case "sym":
      return bindings.get(node.name) ?? null;
    case "neg": {
      const value = residue(node.arg, prime, bindings, budget);
      return value === null ? null : (prime - value) % prime;
    }
    case "add":
      return fold(node.items, 0, (a, b) => (a + b) % prime, prime, bindings, budget);
    case "mul":
      return fold(node.items, 1, (a, b) => (a * b) % prime, prime, bindings, budget);
    case "div": {
      const top = residue(node.top, prime, bindings, budget);
      const bottom = residue(node.bottom, prime, bindings, budget);
      return top === null || bottom === null || bottom === 0 ? null : (top * inverse(bottom, prime)) % prime;
    }
    case "pow":
      return powerResidue(node, prime, bindings, budget);
    case "fn":
      return functionResidue(node, prime, budget);
    case "percent": {
      const value = residue(node.arg, prime, bindings, budget);
      return value === null ? null : (value * inverse(100, prime)) % prime;
    }
    default:
      return null;
  }
}

function fold(
  items: readonly Node[],
  start: number,
  join: (a: number, b: number) => number,
  prime: number,
  bindings: ResidueBindings,
  budget: Budget,
): number | null {
  let total = start;
  for (const item of items) {
    const value = residue(item, prime, bindings, budget);
    if (value === null) return null;
    total = join(total, value);
  }
  return total;
}

/** Only exponents that are exact integers: a symbol in an exponent would let Fermat's theorem prove `x^p = x`. */
function powerResidue(
  node: NodeOf<"pow">,
  prime: number,
  bindings: ResidueBindings,
  budget: Budget,
): number | null {
  const exponent = exactValue(node.exponent, budget);
  if (exponent === null || exponent === UNDEFINED || exponent.d !== 1n) return null;
  const base = residue(node.base, prime, bindings, budget);
  if (base === null) return null;
  if (base === 0) return exponent.n > 0n ? 0 : null;
  const reduced = Number(((exponent.n % BigInt(prime - 1)) + BigInt(prime - 1)) % BigInt(prime - 1));
  return modularPower(base, reduced, prime);
}

function functionResidue(node: NodeOf<"fn">, prime: number, budget: Budget): number | null {
  const args: bigint[] = [];
  for (const arg of node.args) {
    const value = exactValue(arg, budget);
    if (value === null || value === UNDEFINED || value.d !== 1n) return null;
    args.push(value.n);
  }
  const [n = -1n, k = 0n] = args;
  if (n < 0n || n > MAX_FACTORIAL || k < 0n || !budget.spend(Number(n))) return null;
  if (node.name === "fact") return productResidue(1n, n, prime);
  if (node.name !== "binom" && node.name !== "nPr") return null;
  if (k > n) return 0;
  const top = productResidue(n - k + 1n, n, prime);
  if (node.name === "nPr") return top;
  return (top * inverse(productResidue(1n, k, prime), prime)) % prime;
}

function productResidue(from: bigint, to: bigint, prime: number): number {
  let result = 1;
  for (let k = Number(from); k <= Number(to); k++) result = (result * k) % prime;
  return result;
}

function fraction(n: bigint, d: bigint, prime: number): number | null {
  const p = BigInt(prime);
  const bottom = Number(d % p);
  if (bottom === 0) return null;
  const top = Number(((n % p) + p) % p);
  return bottom === 1 ? top : (top * inverse(bottom, prime)) % prime;
}

function inverse(value: number, prime: number): number {
  return modularPower(value, prime - 2, prime);
}

function modularPower(base: number, exponent: number, prime: number): number {
  let result = 1;
  let square = base;
  for (let e = exponent; e > 0; e = Math.floor(e / 2)) {
    if (e % 2 === 1) result = (result * square) % prime;
    square = (square * square) % prime;
  }
  return result;
}
