import type { JudgedProblem } from "@/contracts/runner";
import type { ProcessInput } from "@/verify";
import { knownPolicies } from "./answer-context";

/** What the verifier is asked about a critic's output; a problem without a style asks for the first error. */
export function processInput(
  text: string,
  problem: Pick<JudgedProblem, "gold" | "judging">,
  policies: Record<string, unknown>,
): ProcessInput {
  const style = problem.judging?.style === "wrong-sections" ? "wrong-sections" : "first-error";
  return { text, gold: problem.gold, style, policies: knownPolicies(policies) };
}
