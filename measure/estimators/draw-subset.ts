import { at } from "../numeric/at";
import type { Random } from "../numeric/random";

/** Moves a random size-k subset to the front of `places` (a partial Fisher–Yates shuffle, in place). */
export function drawSubset(places: Int32Array, k: number, random: Random): void {
  for (let index = 0; index < k; index++) {
    const other = index + random.below(places.length - index);
    const kept = at(places, index);
    places[index] = at(places, other);
    places[other] = kept;
  }
}

/** 0, 1, … n − 1. */
export function firstPlaces(n: number): Int32Array {
  return Int32Array.from({ length: n }, (_, index) => index);
}
