import {
  type Complex,
  complex,
  EPSILON,
  exponential,
  logarithm,
  minus,
  modulus,
  negated,
  over,
  plus,
  raise,
  squareRoot,
  times,
} from "./complex";
import { gammaOf } from "./gamma";

const ONE = complex(1);
const HALF = complex(0.5, 0, 0);
const I: Complex = { re: 0, im: 1, err: 0 };

type Unary = (z: Complex) => Complex | null;

/** Elementary functions of one complex argument on their principal branches; `null` where undefined. */
const UNARY: ReadonlyMap<string, Unary> = new Map<string, Unary>([
  ["exp", exponential],
  ["ln", logarithm],
  ["log", logarithm],
  ["lg", (z) => quotient(logarithm(z), complex(Math.LN10))],
  ["sqrt", squareRoot],
  ["cbrt", (z) => realRoot(z, 3)],
  ["sin", sine],
  ["cos", cosine],
  ["tan", tangent],
  ["sec", (z) => over(ONE, cosine(z))],
  ["csc", (z) => over(ONE, sine(z))],
  ["cot", (z) => over(cosine(z), sine(z))],
  ["sinh", sinh],
  ["cosh", cosh],
  ["tanh", (z) => over(sinh(z), cosh(z))],
  ["sech", (z) => over(ONE, cosh(z))],
  ["csch", (z) => over(ONE, sinh(z))],
  ["coth", (z) => over(cosh(z), sinh(z))],
  ["asin", asin],
  ["acos", acos],
  ["atan", atan],
  ["asec", (z) => chain(over(ONE, z), acos)],
  ["acsc", (z) => chain(over(ONE, z), asin)],
  ["acot", acot],
  ["asinh", asinh],
  ["acosh", acosh],
  ["atanh", atanh],
  ["asech", (z) => chain(over(ONE, z), acosh)],
  ["acsch", (z) => chain(over(ONE, z), asinh)],
  ["acoth", (z) => chain(over(ONE, z), atanh)],
  ["abs", (z) => ({ re: modulus(z), im: 0, err: z.err + EPSILON * modulus(z) })],
  ["sign", (z) => (modulus(z) <= 2 * z.err ? null : over(z, { re: modulus(z), im: 0, err: z.err }))],
  ["re", (z) => ({ re: z.re, im: 0, err: z.err })],
  ["im", (z) => ({ re: z.im, im: 0, err: z.err })],
  ["conj", (z) => ({ re: z.re, im: z.im === 0 ? 0 : -z.im, err: z.err })],
  ["arg", argument],
  ["floor", (z) => rounded(z, Math.floor)],
  ["ceil", (z) => rounded(z, Math.ceil)],
  ["round", (z) => rounded(plus(z, HALF), Math.floor)],
  ["fact", (z) => gammaOf(plus(z, ONE))],
]);

/** Applies a function by name; `null` where it is unknown or undefined at these arguments. */
export function applyFunction(name: string, args: readonly Complex[]): Complex | null {
  const [first, second] = args;
  if (first === undefined) return null;
  const unary = UNARY.get(name);
  if (unary !== undefined) return unary(first);
  if (second === undefined) return name === "nthroot" ? squareRoot(first) : null;
  switch (name) {
    case "logb":
      return quotient(logarithm(first), logarithm(second));
    case "nthroot":
      return nthRoot(first, second);
    case "binom":
      return binomial(first, second);
    case "nPr":
      return quotient(gammaOf(plus(first, ONE)), gammaOf(plus(minus(first, second), ONE)));
    case "atan2":
      return {
        re: Math.atan2(first.re, second.re),
        im: 0,
        err: (first.err + second.err) / Math.max(modulus(first), modulus(second)) + EPSILON * 4,
      };
    case "min":
      return args.reduce((a, b) => (b.re < a.re ? b : a));
    case "max":
      return args.reduce((a, b) => (b.re > a.re ? b : a));
    default:
      return null;
  }
}

function quotient(a: Complex | null, b: Complex | null): Complex | null {
  return a === null || b === null ? null : over(a, b);
}

function chain(z: Complex | null, next: Unary): Complex | null {
  return z === null ? null : next(z);
}

function sine(z: Complex): Complex {
  if (z.im === 0) return { re: Math.sin(z.re), im: 0, err: z.err + EPSILON * (1 + Math.abs(z.re)) };
  const grow = Math.cosh(z.im);
  return {
    re: Math.sin(z.re) * grow,
    im: Math.cos(z.re) * Math.sinh(z.im),
    err: grow * (z.err + 4 * EPSILON * (1 + modulus(z))),
  };
}

function cosine(z: Complex): Complex {
  if (z.im === 0) return { re: Math.cos(z.re), im: 0, err: z.err + EPSILON * (1 + Math.abs(z.re)) };
  const grow = Math.cosh(z.im);
  return {
    re: Math.cos(z.re) * grow,
    im: -Math.sin(z.re) * Math.sinh(z.im),
    err: grow * (z.err + 4 * EPSILON * (1 + modulus(z))),
  };
}

function tangent(z: Complex): Complex | null {
  return over(sine(z), cosine(z));
}

function sinh(z: Complex): Complex {
  const value = times(negated(I), sine(times(I, z)));
  return z.im === 0 ? { ...value, re: Math.sinh(z.re), im: 0 } : value;
}

function cosh(z: Complex): Complex {
  const value = cosine(times(I, z));
  return z.im === 0 ? { ...value, re: Math.cosh(z.re), im: 0 } : value;
}

/** `-i log(iz + sqrt(1 - z^2))`, and directly on the real interval. */
function asin(z: Complex): Complex | null {
  if (z.im === 0 && Math.abs(z.re) <= 1) {
    const slope = 1 / Math.sqrt(Math.max(1 - z.re * z.re, EPSILON));
    return { re: Math.asin(z.re), im: 0, err: z.err * slope + EPSILON };
  }
  const log = logarithm(plus(times(I, z), squareRoot(minus(ONE, times(z, z)))));
  return log === null ? null : times(negated(I), log);
}

function acos(z: Complex): Complex | null {
  const value = asin(z);
  return value === null ? null : minus(complex(Math.PI / 2), value);
}

function atan(z: Complex): Complex | null {
  if (z.im === 0) return { re: Math.atan(z.re), im: 0, err: z.err / (1 + z.re * z.re) + EPSILON };
  const low = logarithm(minus(ONE, times(I, z)));
  const high = logarithm(plus(ONE, times(I, z)));
  return low === null || high === null ? null : times({ re: 0, im: 0.5, err: 0 }, minus(low, high));
}

function acot(z: Complex): Complex | null {
  if (modulus(z) <= 2 * z.err) return complex(Math.PI / 2);
  return chain(over(ONE, z), atan);
}

function asinh(z: Complex): Complex | null {
  if (z.im === 0)
    return { re: Math.asinh(z.re), im: 0, err: z.err / Math.sqrt(1 + z.re * z.re) + EPSILON * 2 };
  return logarithm(plus(z, squareRoot(plus(times(z, z), ONE))));
}

function acosh(z: Complex): Complex | null {
  return logarithm(plus(z, times(squareRoot(plus(z, ONE)), squareRoot(minus(z, ONE)))));
}

function atanh(z: Complex): Complex | null {
  const high = logarithm(plus(ONE, z));
  const low = logarithm(minus(ONE, z));
  return high === null || low === null ? null : times(HALF, minus(high, low));
}

function argument(z: Complex): Complex | null {
  const size = modulus(z);
  if (size <= 2 * z.err) return null;
  return { re: Math.atan2(z.im, z.re), im: 0, err: z.err / size + EPSILON };
}

/** A rounding is known only where the error bound does not straddle a jump. */
function rounded(z: Complex, round: (x: number) => number): Complex | null {
  if (Math.abs(z.im) > z.err || round(z.re - 2 * z.err) !== round(z.re + 2 * z.err)) return null;
  return { re: round(z.re), im: 0, err: 0 };
}

/** Odd roots of negative reals are real, as school mathematics writes them. */
function realRoot(z: Complex, degree: number): Complex | null {
  if (z.im !== 0 || z.re >= 0 || degree % 2 === 0) return raise(z, complex(1 / degree));
  const root = raise(negated(z), complex(1 / degree));
  return root === null ? null : negated(root);
}

function nthRoot(z: Complex, degree: Complex): Complex | null {
  if (degree.im === 0 && Number.isInteger(degree.re) && degree.re >= 1 && degree.re <= 1000)
    return realRoot(z, degree.re);
  const exponent = over(ONE, degree);
  return exponent === null ? null : raise(z, exponent);
}

function binomial(n: Complex, k: Complex): Complex | null {
  if (k.im === 0 && Number.isInteger(k.re) && k.re >= 0 && k.re <= 60) {
    let result: Complex | null = ONE;
    for (let i = 0; i < k.re && result !== null; i++) {
      result = over(times(result, minus(n, complex(i))), complex(i + 1));
    }
    return result;
  }
  const top = gammaOf(plus(n, ONE));
  const low = gammaOf(plus(k, ONE));
  const rest = gammaOf(plus(minus(n, k), ONE));
  return top === null || low === null || rest === null ? null : over(top, times(low, rest));
}
