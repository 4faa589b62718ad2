import type { AnswerKind } from "@/contracts/benchmark";
import { processVerifierKey, verifierKey } from "@/verify";
import { verifierPolicies } from "./verifier-policies";

/** The key under which this version of the software judges answers to a benchmark version; programs are judged by a sandbox. */
export function currentVerifierKey(
  answerKind: AnswerKind,
  protocol: { policies: Record<string, unknown> },
): string {
  const policies = verifierPolicies(protocol.policies);
  return answerKind === "process" ? processVerifierKey(policies) : verifierKey(policies);
}
