import type { AskedProblem } from "@/contracts/runner";
import {
  ANSWER_KINDS,
  type AnswerContext,
  type AnswerKind,
  DEFAULT_POLICIES,
  type VerifyPolicies,
} from "@/verify";

const isAnswerKind = (kind: string): kind is AnswerKind => ANSWER_KINDS.some((known) => known === kind);

/** How the verifier is to read answers to a problem. Kinds that need a sandbox are read as text. */
export function answerContext(
  problem: Pick<AskedProblem, "answerKind" | "options">,
  policies: Record<string, unknown>,
): AnswerContext {
  return {
    kind: isAnswerKind(problem.answerKind) ? problem.answerKind : "text",
    options: problem.options ?? undefined,
    policies: knownPolicies(policies),
  };
}

/** The policies that the verifier knows, from the plain JSON of a manifest; unknown names and types are left out. */
export function knownPolicies(policies: Record<string, unknown>): VerifyPolicies {
  const known: VerifyPolicies = {};
  for (const [name, standard] of Object.entries(DEFAULT_POLICIES)) {
    const value = policies[name];
    const fits =
      standard === null ? typeof value === "number" || value === null : typeof value === typeof standard;
    if (value !== undefined && fits) Object.assign(known, { [name]: value });
  }
  return known;
}

export const isJudgedHere = (kind: string): boolean => isAnswerKind(kind) || kind === "process";
