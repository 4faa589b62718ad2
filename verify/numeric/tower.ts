import type { Node } from "../parse/ast";

type ExactInteger = (node: Node) => bigint | null;

/** Moduli above this are not factored for their totient. */
const MAX_MODULUS = 1_000_000_000n;

/**
 * An integer expression modulo `modulus` without its size mattering: a power tower is reduced level by level through
 * Euler's theorem in the form `b^e = b^(e mod phi + phi)` for large `e`. `exact` gives small integers; `null` elsewhere.
 */
export function towerResidue(node: Node, modulus: bigint, exact: ExactInteger): bigint | null {
  if (modulus < 1n || modulus > MAX_MODULUS) return null;
  const value = exact(node);
  if (value !== null) return ((value % modulus) + modulus) % modulus;
  switch (node.t) {
    case "neg": {
      const inner = towerResidue(node.arg, modulus, exact);
      return inner === null ? null : (modulus - inner) % modulus;
    }
    case "add":
      return fold(node.items, 0n, (a, b) => (a + b) % modulus, modulus, exact);
    case "mul":
      return fold(node.items, 1n, (a, b) => (a * b) % modulus, modulus, exact);
    case "pow": {
      const base = towerResidue(node.base, modulus, exact);
      if (base === null) return null;
      const small = exact(node.exponent);
      if (small !== null) return small < 0n ? null : modularPower(base, small, modulus);
      const phi = totient(modulus);
      const reduced = towerResidue(node.exponent, phi, exact);
      return reduced === null ? null : modularPower(base, reduced + phi * 64n, modulus);
    }
    default:
      return null;
  }
}

function fold(
  items: readonly Node[],
  start: bigint,
  join: (a: bigint, b: bigint) => bigint,
  modulus: bigint,
  exact: ExactInteger,
): bigint | null {
  let total = start;
  for (const item of items) {
    const value = towerResidue(item, modulus, exact);
    if (value === null) return null;
    total = join(total, value);
  }
  return total;
}

function modularPower(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n % modulus;
  let square = base % modulus;
  for (let e = exponent; e > 0n; e >>= 1n) {
    if (e & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

function totient(n: bigint): bigint {
  let rest = Number(n);
  let result = rest;
  for (let p = 2; p * p <= rest; p++) {
    if (rest % p !== 0) continue;
    while (rest % p === 0) rest /= p;
    result -= result / p;
  }
  return BigInt(rest > 1 ? result - result / rest : result);
}
