import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { readTraces } from "./read-traces";

const FIXTURES = fileURLToPath(new URL("./fixtures/", import.meta.url));
const VARIANTS = 25;
const MOST_MS = 5_000;
/** What stands where nobody expects it. */
const WORDS = [
  "__proto__",
  "[[[[[[[[",
  "1e999",
  "\\u0000",
  "\\ud800",
  "null",
  '"',
  "}",
  "\n",
  "\ufeff",
  "\0",
];

/** The same numbers for the same seed (mulberry32 of Tommy Ettinger, public domain). */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/** One to four places of a file overwritten, cut, doubled or filled with a word. */
function altered(whole: Buffer, below: (most: number) => number): Buffer {
  let bytes = Buffer.from(whole);
  for (let times = 1 + below(4); times > 0 && bytes.length > 0; times--) {
    const at = below(bytes.length);
    const to = at + below(200);
    const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
    const ways = [
      () => Buffer.concat([before, Buffer.from([below(256)]), bytes.subarray(at + 1)]),
      () => Buffer.concat([before, Buffer.alloc(4, 0xff), bytes.subarray(at + 4)]),
      () => before,
      () => Buffer.concat([before, Buffer.from(WORDS[below(WORDS.length)] ?? ""), after]),
      () => Buffer.concat([bytes.subarray(0, to), after]),
      () => Buffer.concat([before, bytes.subarray(to)]),
    ];
    bytes = Buffer.from(ways[below(ways.length)]?.() ?? bytes);
  }
  return bytes;
}

it.each(readdirSync(FIXTURES).filter((name) => !name.endsWith(".golden.txt")))(
  "%s, altered at random, is read to its end or refused by name, and never takes long",
  async (name) => {
    const whole = readFileSync(path.join(FIXTURES, name));
    // Binary forms have more ways to lie about lengths.
    const variants = /\.(eval|zst)$/.test(name) ? VARIANTS * 8 : VARIANTS;
    for (let seed = 1; seed <= variants; seed++) {
      const bytes = altered(whole, numbers(seed));
      const start = performance.now();
      const kinds: string[] = [];
      async function* input() {
        yield bytes;
      }
      for await (const { kind } of readTraces(input())) kinds.push(kind);
      expect([seed, kinds.at(-1)]).toEqual([seed, "end"]);
      expect(performance.now() - start, `seed ${seed}`).toBeLessThan(MOST_MS);
    }
  },
);
