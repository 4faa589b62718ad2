import { mcnemarExact } from "./mcnemar";
import { type ProblemVector, pairedDifferences } from "./paired-vectors";
import { signFlipTest } from "./sign-flip";

/** The test that the compare page reports. */
export interface DifferenceTest {
  name: "mcnemar-exact" | "sign-flip";
  pValue: number;
  exact: boolean;
}

/**
 * Tests whether two runs differ: exact McNemar where both have one sample a problem, otherwise the sign-flip
 * permutation over problems. Null where they share no problem. `seed` is made of both run hashes by the caller.
 */
export function testDifference(
  a: ProblemVector,
  b: ProblemVector,
  { singleSamples, seed }: { singleSamples: boolean; seed: string },
): DifferenceTest | null {
  const differences = pairedDifferences(a, b);
  if (differences.length === 0) return null;
  if (!singleSamples) return { name: "sign-flip", ...signFlipTest(differences, seed) };
  const onlyA = differences.filter((difference) => difference > 0).length;
  const onlyB = differences.filter((difference) => difference < 0).length;
  return { name: "mcnemar-exact", pValue: mcnemarExact(onlyA, onlyB), exact: true };
}
