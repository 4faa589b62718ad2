import { type Complex, complex, isFiniteComplex, minus, modulus, plus, times } from "./complex";

const LEVELS = 5;
const REACH = 3.6;

/**
 * The integral of `f` from `low` to `high` (both may be infinite) by the double exponential rule of Takahasi and Mori,
 * which bears singular end points. The error bound is the change at the last halving. `null` where `f` fails inside.
 */
export function integrate(f: (x: number) => Complex | null, low: number, high: number): Complex | null {
  if (low === high) return complex(0);
  if (low > high) {
    const turned = integrate(f, high, low);
    return turned === null ? null : times(complex(-1), turned);
  }
  const sample = transformed(f, low, high);
  let step = 1;
  let previous = ruleSum(sample, step);
  for (let level = 0; level < LEVELS; level++) {
    step /= 2;
    const next = ruleSum(sample, step);
    if (previous === null || next === null) return null;
    const change = modulus(minus(next, previous));
    previous = { ...next, err: change + 1e-15 * modulus(next) };
    if (change <= 1e-14 * modulus(next)) break;
  }
  return previous;
}

type Sample = (t: number) => Complex | null;

/** The integrand in the variable `t` of the rule, with its weight; negligible ends count as zero. */
function transformed(f: (x: number) => Complex | null, low: number, high: number): Sample {
  const finiteLow = Number.isFinite(low);
  const finiteHigh = Number.isFinite(high);
  return (t) => {
    const s = (Math.PI / 2) * Math.sinh(t);
    const ds = (Math.PI / 2) * Math.cosh(t);
    let x: number;
    let weight: number;
    if (finiteLow && finiteHigh) {
      const half = (high - low) / 2;
      x = s < 0 ? low + (2 * half) / (1 + Math.exp(-2 * s)) : high - (2 * half) / (1 + Math.exp(2 * s));
      weight = (half * ds) / Math.cosh(s) ** 2;
      if (x <= low || x >= high) return complex(0);
    } else if (finiteLow || finiteHigh) {
      const scale = Math.exp(s);
      x = finiteLow ? low + scale : high - scale;
      weight = ds * scale;
    } else {
      x = Math.sinh(s);
      weight = ds * Math.cosh(s);
    }
    const value = Number.isFinite(x) && Number.isFinite(weight) ? f(x) : complex(0);
    if (value === null) return Math.abs(t) > 2 ? complex(0) : null;
    const term = times(value, complex(weight));
    return isFiniteComplex(term) ? term : complex(0);
  };
}

function ruleSum(sample: Sample, step: number): Complex | null {
  let total = complex(0);
  for (let t = -REACH; t <= REACH; t += step) {
    const term = sample(t);
    if (term === null) return null;
    total = plus(total, term);
  }
  return times(total, complex(step));
}
