import type { PoolSample } from "../run-matrix";
import { NO_ANSWER } from "../run-matrix";
import { passAtK } from "./pass-at-k";
import type { SubsetExpectation } from "./subset-options";

/**
 * best-of-n over size-k subsets: expected correctness of the sample with the highest recorded score, ties shared
 * equally. Samples without a score are never chosen, nor those without an answer where classes are recorded
 * (`needsAnswer`); a subset without any candidate is wrong. Always exact: samples of one score are exchangeable, so
 * P(the best of the subset has this score) is a difference of two pass@k. Null where n < k.
 */
export function bestOfN(
  samples: readonly PoolSample[],
  k: number,
  { needsAnswer }: { needsAnswer: boolean },
): SubsetExpectation | null {
  if (samples.length < k) return null;
  const groups = new Map<number, { size: number; correct: number }>();
  for (const { score, answerClass, outcome } of samples) {
    if (score === null || (needsAnswer && answerClass === NO_ANSWER)) continue;
    const group = groups.get(score) ?? { size: 0, correct: 0 };
    group.size += 1;
    group.correct += outcome === "correct" ? 1 : 0;
    groups.set(score, group);
  }
  let better = 0;
  let value = 0;
  for (const [, { size, correct }] of [...groups].sort(([left], [right]) => right - left)) {
    const reachesHere = passAtK(samples.length, better + size, k) ?? 0;
    const reachesBetter = passAtK(samples.length, better, k) ?? 0;
    value += (reachesHere - reachesBetter) * (correct / size);
    better += size;
  }
  return { value: Math.min(1, Math.max(0, value)), sampled: false };
}
