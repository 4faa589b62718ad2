import type { JudgedProblem } from "@/contracts/runner";
import type { VerifierPool } from "@/verify/pool";
import { answerContext } from "./answer-context";

type Book = { firsts: string[]; known: Map<string, number> };
type Answer = { problem: JudgedProblem; extracted: string | null };

/**
 * Numbers the classes of equal answers of each problem, in the order in which the samples come: an answer belongs to
 * the first class whose first answer it equals. -1 where there is no answer.
 */
export class ClassBook {
  readonly #pool: Pick<VerifierPool, "classes">;
  readonly #policies: Record<string, unknown>;
  readonly #books = new Map<string, Book>();

  constructor(pool: Pick<VerifierPool, "classes">, policies: Record<string, unknown>) {
    this.#pool = pool;
    this.#policies = policies;
  }

  /** Class numbers of the next answers. Calls must not overlap: what comes first founds the class. */
  async classesOf(answers: readonly Answer[]): Promise<number[]> {
    const unknown = new Map<JudgedProblem, Set<string>>();
    for (const { problem, extracted } of answers) {
      if (extracted === null || this.#book(problem.id).known.has(extracted)) continue;
      unknown.set(problem, (unknown.get(problem) ?? new Set()).add(extracted));
    }
    await Promise.all([...unknown].map(([problem, texts]) => this.#extend(problem, [...texts])));
    return answers.map(({ problem, extracted }) =>
      extracted === null ? -1 : (this.#book(problem.id).known.get(extracted) ?? -1),
    );
  }

  /** Forgets a problem whose samples are all judged. */
  close(problemId: string): void {
    this.#books.delete(problemId);
  }

  /** Where comparing them together was killed they are compared one by one; one that is killed alone equals none. */
  async #extend(problem: JudgedProblem, texts: readonly string[]): Promise<void> {
    const { firsts, known } = this.#book(problem.id);
    if (problem.answerKind === "process") {
      // Labels come in canonical form: equal ones are the same text.
      for (const text of texts) known.set(text, firsts.push(text) - 1);
      return;
    }
    const context = answerContext(problem, this.#policies);
    const numbers = await this.#pool.classes({ firsts, answers: texts, context });
    if (numbers === null && texts.length > 1) {
      for (const text of texts) await this.#extend(problem, [text]);
      return;
    }
    texts.forEach((text, index) => {
      const number = numbers?.[index] ?? firsts.length;
      if (number === firsts.length) firsts.push(text);
      known.set(text, number);
    });
  }

  #book(problemId: string): Book {
    const book = this.#books.get(problemId) ?? { firsts: [], known: new Map() };
    this.#books.set(problemId, book);
    return book;
  }
}
