import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import type { Draw } from "./pick-token";

/** The random numbers of one request: they depend on its seed and on nothing else. */
export function seededDraw(seed: number): Draw {
  const generator = xoroshiro128plus(seed);
  return () => uniformFloat64(generator);
}
