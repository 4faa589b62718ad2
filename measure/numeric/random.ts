import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** A seeded source of randomness; the same seed gives the same sequence on every machine. */
export interface Random {
  /** A number in the open interval (0, 1), in steps of 2^-32. */
  unit(): number;
  /** An integer in [0, limit). */
  below(limit: number): number;
}

const WARM_UP_DRAWS = 20;

/** 32-bit FNV-1a of a text with a final avalanche, so that seeds that differ in one character share nothing. */
export function hashSeed(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x7feb352d);
  hash = Math.imul(hash ^ (hash >>> 15), 0x846ca68b);
  return (hash ^ (hash >>> 16)) | 0;
}

/**
 * Randomness seeded by a text, usually a run hash and the name of what is drawn.
 * The generator's first outputs mirror its seed, hence the warm-up.
 */
export function seededRandom(seed: string): Random {
  const generator = xoroshiro128plus(hashSeed(seed));
  for (let draw = 0; draw < WARM_UP_DRAWS; draw++) generator.next();
  const unit = () => ((generator.next() >>> 0) + 0.5) / 4294967296;
  return { unit, below: (limit) => Math.floor(unit() * limit) };
}
