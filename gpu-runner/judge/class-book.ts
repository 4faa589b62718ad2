import type { JudgedProblem } from "@/contracts/runner";
import { equivalent } from "@/verify";
import { answerContext } from "./answer-context";

/**
 * Numbers the classes of equal answers of each problem, in the order in which the samples come: an answer belongs to
 * the first class whose first answer it equals. -1 where there is no answer.
 */
export class ClassBook {
  readonly #policies: Record<string, unknown>;
  readonly #firsts = new Map<string, { answers: string[]; known: Map<string, number> }>();

  constructor(policies: Record<string, unknown>) {
    this.#policies = policies;
  }

  classOf(problem: JudgedProblem, extracted: string | null): number {
    if (extracted === null) return -1;
    const book = this.#firsts.get(problem.id) ?? { answers: [], known: new Map<string, number>() };
    this.#firsts.set(problem.id, book);
    const seen = book.known.get(extracted);
    if (seen !== undefined) return seen;
    const context = answerContext(problem, this.#policies);
    let index = book.answers.findIndex((first) => equivalent(first, extracted, context) === true);
    if (index < 0) index = book.answers.push(extracted) - 1;
    book.known.set(extracted, index);
    return index;
  }

  /** Forgets a problem whose samples are all judged. */
  close(problemId: string): void {
    this.#firsts.delete(problemId);
  }
}
