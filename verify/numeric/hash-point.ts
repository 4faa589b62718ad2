import { type Complex, complex, plus, times } from "./complex";
import { applyFunction } from "./complex-functions";
import type { Point } from "./evaluate";

/** FNV-1a over a string, 32 bits. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}

/** A number in [0, 1) that depends on a name and an index only. */
export function unitHash(name: string, index: number): number {
  return hashText(`${name}#${index}`) / 2 ** 32;
}

/**
 * Sizes of the sample points. The first are all positive; from `ANY_SIGN` on, a single symbol is negative and several have
 * mixed signs. They spread over five decades, so that `|x + 1000| - 1000` shows itself.
 */
const SIZES = [0.37, 1.71, 0.83, 2.9, 0.13, 17.3, 0.41, 1.63, 2.7, 0.19, 13.7, 147, 1733, 14_770];
export const POINT_COUNT = SIZES.length;
export const ANY_SIGN = 6;

/** The deterministic sample point of an index. `integers` names the symbols that are bounds of sums: they stay small integers. */
export function samplePoint(index: number, symbols: readonly string[], integers: ReadonlySet<string>): Point {
  const values = new Map<string, Complex>();
  for (const name of symbols) values.set(name, complex(sampleValue(name, index, symbols.length, integers)));
  const symbol = (name: string): Complex =>
    values.get(name) ?? complex(sampleValue(name, index, 2, integers));
  // Another function at each point, or `f(1) < f(4)` and `f(1) < f(5)` would be the same relation between constants.
  const unknown = (head: string, args: readonly Complex[]): Complex =>
    unknownFunction(`${head}#${index}`, args);
  return { trace: { complexSeen: false }, symbol, unknown };
}

function sampleValue(name: string, index: number, count: number, integers: ReadonlySet<string>): number {
  const unit = unitHash(name, index);
  if (integers.has(name)) return 2 + ((hashText(name) + index) % 9);
  const size = (SIZES[index] ?? 1) * (0.6 + 0.8 * unit);
  const negative = index >= ANY_SIGN && (count === 1 || (hashText(`${index}${name}`) & 4) === 0);
  return negative ? -size : size;
}

/** A smooth pseudo-random function of its arguments, one for each head. */
function unknownFunction(head: string, args: readonly Complex[]): Complex {
  let total = complex(0.3 + unitHash(head, 0));
  for (const [i, arg] of args.entries()) {
    const phase = plus(
      times(complex(0.4 + unitHash(head, 3 * i + 1)), arg),
      complex(unitHash(head, 3 * i + 2)),
    );
    const wave = applyFunction("sin", [phase]) ?? complex(0);
    total = plus(total, times(complex(0.5 + unitHash(head, 3 * i + 3)), wave));
  }
  return total;
}
