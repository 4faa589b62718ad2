import type { Interval } from "@/contracts/board";
import { ALPHA } from "../intervals/level";
import { studentQuantile, studentTwoSidedP } from "../numeric/student-t";
import { denseVector, type PairedMoments, type ProblemVector, pairedMoments } from "./paired-vectors";

/** A paired comparison of two runs on the problems both have. */
export interface PairedComparison extends PairedMoments {
  /** 95 % t interval of the difference. */
  interval: Interval;
  /** Two-sided p of the paired t statistic; used for ranks. The compare page reports `testDifference`. */
  pValue: number;
}

/** Compares two runs problem by problem. Null where they share fewer than two problems. */
export function comparePaired(a: ProblemVector, b: ProblemVector): PairedComparison | null {
  const moments = pairedMoments(denseVector(a), denseVector(b));
  if (!moments) return null;
  const { difference, problems, standardError } = moments;
  const half = studentQuantile(1 - ALPHA / 2, problems - 1) * standardError;
  return { ...moments, interval: [difference - half, difference + half], pValue: pairedP(moments) };
}

/** Two-sided p of the paired t statistic. Equal runs give 1, a difference that never varies gives 0. */
export function pairedP({ difference, problems, standardError }: PairedMoments): number {
  if (difference === 0) return 1;
  return standardError === 0 ? 0 : studentTwoSidedP(difference / standardError, problems - 1);
}
