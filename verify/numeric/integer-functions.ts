import { divide, floorOf, gcd, integer, multiply, type Rational, rational, subtract } from "./rational";

/** Factorials up to this are multiplied out; larger ones are compared by size or by remainders. */
const MAX_FACTORIAL = 2000n;

/** Functions of integers (and roundings of rationals), exactly; `null` outside their domain or over budget. */
export function integerFunction(name: string, args: readonly Rational[]): Rational | null {
  const [first, second] = args;
  if (first === undefined) return null;
  switch (name) {
    case "floor":
      return integer(floorOf(first));
    case "ceil":
      return integer(-floorOf({ n: -first.n, d: first.d }));
    case "round":
      return roundHalfAway(first);
    case "fact":
      return first.d === 1n ? product(1n, first.n, 1n) : null;
    case "fact2":
      return first.d === 1n ? product(first.n % 2n === 0n ? 2n : 1n, first.n, 2n) : null;
    case "subfact":
      return first.d === 1n ? derangements(first.n) : null;
    case "binom":
      return second === undefined ? null : binomial(first, second);
    case "nPr":
      return second === undefined || first.d !== 1n || second.d !== 1n
        ? null
        : product(first.n - second.n + 1n, first.n, 1n);
    case "gcd":
      return args.every((each) => each.d === 1n) ? integer(args.reduce((a, b) => gcd(a, b.n), 0n)) : null;
    case "lcm":
      return args.every((each) => each.d === 1n && each.n !== 0n)
        ? integer(args.reduce((a, b) => leastMultiple(a, b.n), 1n))
        : null;
    case "mod":
      return second === undefined || second.n === 0n ? null : remainder(first, second);
    default:
      return null;
  }
}

/** Permutations without a fixed point: `!n = n * !(n-1) + (-1)^n`. */
function derangements(n: bigint): Rational | null {
  if (n < 0n || n > MAX_FACTORIAL) return null;
  let count = 1n;
  for (let k = 1n; k <= n; k++) count = count * k + (k % 2n === 0n ? 1n : -1n);
  return integer(count);
}

function roundHalfAway(value: Rational): Rational {
  const magnitude = value.n < 0n ? { n: -value.n, d: value.d } : value;
  const rounded = (2n * magnitude.n + magnitude.d) / (2n * magnitude.d);
  return integer(value.n < 0n ? -rounded : rounded);
}

function product(from: bigint, to: bigint, step: bigint): Rational | null {
  if (to < 0n || to > MAX_FACTORIAL || from < 0n) return null;
  let result = 1n;
  for (let k = from; k <= to; k += step) result *= k;
  return integer(result);
}

function binomial(n: Rational, k: Rational): Rational | null {
  if (k.d !== 1n || k.n > MAX_FACTORIAL) return null;
  if (k.n < 0n) return integer(0);
  if (n.d !== 1n || n.n > 100_000n || n.n < 0n) return null;
  if (k.n > n.n) return integer(0);
  const small = k.n * 2n > n.n ? n.n - k.n : k.n;
  if (small > MAX_FACTORIAL) return null;
  let top = 1n;
  let bottom = 1n;
  for (let i = 0n; i < small; i++) {
    top *= n.n - i;
    bottom *= i + 1n;
  }
  return rational(top, bottom);
}

function leastMultiple(a: bigint, b: bigint): bigint {
  const multiple = (a / gcd(a, b)) * b;
  return multiple < 0n ? -multiple : multiple;
}

function remainder(value: Rational, modulus: Rational): Rational | null {
  const quotient = divide(value, modulus);
  const whole = quotient === null ? null : multiply(integer(floorOf(quotient)), modulus);
  return whole === null ? null : subtract(value, whole);
}
