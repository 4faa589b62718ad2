import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** One operator for another; a pair is tried in both directions. */
const SWAPS: readonly (readonly [string, string])[] = [
  ["+", "-"],
  ["*", "//"],
  ["<", "<="],
  [">", ">="],
  ["==", "!="],
  ["and", "or"],
  ["%", "//"],
  ["in", "not in"],
  ["True", "False"],
];
const TOKEN =
  /("""[\s\S]*?"""|'''[\s\S]*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|#[^\n]*)|(\bnot in\b|\b(?:and|or|True|False)\b|(?<!\bfor\s[\w, ()]*)\bin\b|\/\/|==|!=|<=|>=|[-+*%<>])/g;

export type Mutant = { index: number; source: string; change: string };

/** Programs that differ from the given one in one operator outside texts and comments, in a seeded choice of at most `most`. */
export function mutantsOf(source: string, most: number, seed: number): Mutant[] {
  const all: Mutant[] = [];
  for (const match of source.matchAll(TOKEN)) {
    const found = match[2];
    const at = match.index;
    if (found === undefined || /[*+\-/=<>]/.test(source[at + found.length] ?? "") || source[at - 1] === "*")
      continue;
    for (const [one, other] of SWAPS) {
      const to = found === one ? other : found === other ? one : null;
      if (to === null) continue;
      all.push({
        index: at,
        source: `${source.slice(0, at)}${to}${source.slice(at + found.length)}`,
        change: `${found} to ${to}`,
      });
    }
  }
  const random = xoroshiro128plus(seed);
  const drawn: Mutant[] = [];
  while (all.length > 0 && drawn.length < most) {
    drawn.push(...all.splice(uniformInt(random, 0, all.length - 1), 1));
  }
  return drawn;
}
