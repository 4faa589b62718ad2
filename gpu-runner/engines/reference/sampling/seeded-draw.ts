import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";
import type { Draw } from "./pick-token";

/**
 * The random numbers of one request: they depend on its seed and on nothing else. The state is mixed from the seed
 * (splitmix32), because the generator's own seeding makes the first draw of every small seed lie close to 1.
 */
export function seededDraw(seed: number): Draw {
  let mixed = seed | 0;
  const next = () => {
    mixed = (mixed + 0x9e3779b9) | 0;
    let value = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
    value = Math.imul(value ^ (value >>> 15), 0x735a2d97);
    return value ^ (value >>> 15);
  };
  const generator = xoroshiro128plusFromState([next(), next(), next(), next()]);
  return () => uniformFloat64(generator);
}
