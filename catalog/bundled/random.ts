import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** A seeded source of choices. Everything random in this folder comes through one of these. */
export interface Random {
  /** A whole number between `low` and `high`, both included. */
  integer(low: number, high: number): number;
  /** One of the items; throws on an empty list. */
  pick<T>(items: readonly T[]): T;
  /** True with the given probability. */
  chance(probability: number): boolean;
}

const CHANCE_STEPS = 1 << 24;

/**
 * One well-spread 31-bit seed out of several numbers (murmur3 finaliser). Small and neighbouring numbers must go through
 * this before `seededRandom`, whose first choice would otherwise hardly differ between them.
 */
export function mixSeed(...parts: number[]): number {
  let mixed = 0x3c6ef372;
  for (const part of parts) {
    mixed = Math.imul(mixed ^ part, 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    mixed ^= mixed >>> 16;
  }
  return mixed >>> 1;
}

/** xoroshiro128+ behind the `Random` interface: the same seed gives the same choices on every machine. */
export function seededRandom(seed: number): Random {
  const generator = xoroshiro128plus(seed);
  const integer = (low: number, high: number) => uniformInt(generator, low, high);
  return {
    integer,
    pick<T>(items: readonly T[]): T {
      const item = items[integer(0, items.length - 1)];
      if (item === undefined) throw new RangeError("cannot pick from an empty list");
      return item;
    },
    chance: (probability) => integer(0, CHANCE_STEPS - 1) < probability * CHANCE_STEPS,
  };
}
