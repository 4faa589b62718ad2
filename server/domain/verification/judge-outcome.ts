import type { Outcome } from "@/contracts/outcome";
import type { Fault } from "@/contracts/sample";
import type { VerdictOutcome } from "@/verify";

/**
 * The outcome of a sample from what the verifier says of its text (statistics: outcomes): a fault decides first; an answer that was
 * found decides whatever the finish reason; without one the text was cut off or could not be read.
 */
export function judgeOutcome(
  verdict: VerdictOutcome,
  sample: { fault: Fault | null; finishReason: string | null },
): Outcome {
  if (sample.fault !== null) return sample.fault.kind;
  if (verdict !== "unparsed") return verdict;
  return sample.finishReason === "length" ? "truncated" : "unparsed";
}
