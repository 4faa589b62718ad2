/** One distinct answer: how many solutions gave it, and what verdicts those solutions got. */
export interface JudgedAnswer {
  solutions: number;
  /** Verdicts that could be read, over all of its solutions. */
  verdicts: number;
  /** Those among them that hold the solution for right. */
  positive: number;
}

/** The score of every answer: r(a) − α·ln(N·M)/(N_a·M + 1), with r the mean verdict (Heimdall, pessimistic verification). */
export function pessimisticScores(
  answers: readonly JudgedAnswer[],
  { alpha, allVerdicts }: { alpha: number; allVerdicts: number },
): number[] {
  if (alpha < 0) throw new RangeError("The penalty of pessimistic selection cannot be negative.");
  return answers.map(({ verdicts, positive }) => {
    const mean = verdicts === 0 ? 0 : positive / verdicts;
    return mean - (alpha * Math.log(Math.max(1, allVerdicts))) / (verdicts + 1);
  });
}

/**
 * Index of the answer that pessimistic selection picks: the highest score, then more solutions, then the earlier one;
 * null for no answers. `allVerdicts` counts the verdicts of every solution, those without an answer included. α = 0
 * picks the highest mean verdict; a large α the answer with the most verdicts, which is the majority.
 */
export function pessimisticChoice(
  answers: readonly JudgedAnswer[],
  options: { alpha: number; allVerdicts: number },
): number | null {
  const scores = pessimisticScores(answers, options);
  let best: number | null = null;
  for (let index = 0; index < answers.length; index++) {
    if (best === null || isBefore(index, best, scores, answers)) best = index;
  }
  return best;
}

function isBefore(
  index: number,
  best: number,
  scores: readonly number[],
  answers: readonly JudgedAnswer[],
): boolean {
  const [own, other] = [scores[index] ?? 0, scores[best] ?? 0];
  if (own !== other) return own > other;
  return (answers[index]?.solutions ?? 0) > (answers[best]?.solutions ?? 0);
}
