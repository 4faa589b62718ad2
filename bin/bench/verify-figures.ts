import type { VerifyCase } from "@/verify";

/** What a verifier said about a case, and how long it took. */
export type Judged = { each: VerifyCase; equal: boolean | null; ms: number };

export type Score = {
  cases: number;
  right: number;
  accuracy: number;
  falseAccepts: number;
  falseRejects: number;
  undecided: number;
};

const tagged = (each: VerifyCase, tag: string): boolean => each.tags?.includes(tag) ?? false;

/** Cases that turn on a convention, or are marked as optional, are reported apart. */
export const counts = (each: VerifyCase): boolean => !tagged(each, "policy") && !tagged(each, "stretch");
export const isHostile = (each: VerifyCase): boolean => tagged(each, "hostile");
/** Math-Verify's home ground: no ASCII algebra, no MathArena, nothing hostile. */
export const isHome = (each: VerifyCase): boolean =>
  counts(each) && !isHostile(each) && !/^(doenet|khan-kas|matharena)\//.test(each.source ?? "");
/** Typical traffic: rewrites of benchmark answers and outputs of models. */
export const isTypical = (each: VerifyCase): boolean => /^(derived|real)/.test(each.source ?? "");

/** Accuracy in percent, two decimals; an undecided case is right nowhere. */
export function scoreOf(judged: readonly Judged[]): Score {
  const right = judged.filter(({ each, equal }) => equal === each.expected).length;
  return {
    cases: judged.length,
    right,
    accuracy: judged.length === 0 ? 0 : Number(((100 * right) / judged.length).toFixed(2)),
    falseAccepts: judged.filter(({ each, equal }) => equal === true && each.expected === false).length,
    falseRejects: judged.filter(({ each, equal }) => equal !== true && each.expected === true).length,
    undecided: judged.filter(({ equal }) => equal === null).length,
  };
}

/** Scores of the parts that the targets name, then of every category. */
export function scoresOf(judged: readonly Judged[]): Record<string, Score> {
  const counted = judged.filter(({ each }) => counts(each));
  const parts: Record<string, Score> = {
    all: scoreOf(counted),
    "home ground": scoreOf(judged.filter(({ each }) => isHome(each))),
    hostile: scoreOf(counted.filter(({ each }) => isHostile(each))),
    "policy (apart)": scoreOf(judged.filter(({ each }) => tagged(each, "policy"))),
  };
  for (const category of [...new Set(counted.map(({ each }) => each.category ?? "other"))].sort()) {
    parts[`category ${category}`] = scoreOf(
      counted.filter(({ each }) => (each.category ?? "other") === category),
    );
  }
  return parts;
}

/** Median, 99th percentile and worst, in milliseconds. */
export function latenciesOf(ms: readonly number[]): { p50: number; p99: number; worst: number } {
  const sorted = [...ms].sort((a, b) => a - b);
  const at = (share: number): number =>
    Number((sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0).toFixed(3));
  return { p50: at(0.5), p99: at(0.99), worst: at(1) };
}
