import { equivalent } from "./answer";
import type { AnswerContext } from "./types";

/**
 * Classes of equal answers in a pool, for voting: a class number per answer in order of first appearance, -1 for `null`.
 * Two answers that `equivalent` holds equal are always in one class. Undecided pairs are not equal.
 */
export function answerClasses(answers: readonly (string | null)[], context: AnswerContext): number[] {
  const known = new Map<string, number>();
  const firsts: string[] = [];
  return answers.map((answer) => {
    if (answer === null) return -1;
    const seen = known.get(answer);
    if (seen !== undefined) return seen;
    let index = firsts.findIndex((first) => equivalent(first, answer, context) === true);
    if (index < 0) index = firsts.push(answer) - 1;
    known.set(answer, index);
    return index;
  });
}
