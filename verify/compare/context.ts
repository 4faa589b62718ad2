import type { Budget } from "../numeric/budget";
import type { ResolvedPolicies } from "../types";

/** What a comparison carries along: the policies, one budget for all of it, and the rule that decided last. */
export type CompareContext = {
  policies: ResolvedPolicies;
  budget: Budget;
  rule: string;
};

/** `true` equal, `false` different, `null` undecided. */
export type Verdict = boolean | null;

/** Records the rule behind a verdict. */
export function decide(ctx: CompareContext, verdict: Verdict, rule: string): Verdict {
  ctx.rule = rule;
  return verdict;
}

/** All must hold: one difference decides, otherwise one undecided part leaves the whole undecided. */
export function allOf(verdicts: Iterable<Verdict>): Verdict {
  let result: Verdict = true;
  for (const verdict of verdicts) {
    if (verdict === false) return false;
    if (verdict === null) result = null;
  }
  return result;
}

/** One must hold. */
export function anyOf(verdicts: Iterable<Verdict>): Verdict {
  let result: Verdict = false;
  for (const verdict of verdicts) {
    if (verdict === true) return true;
    if (verdict === null) result = null;
  }
  return result;
}
