import { foldLatex } from "./fold";

/** Shortest folded statement that is looked for inside prompts; a shorter one could stand there by chance. */
const SHORTEST = 32;

/** Finds problems whose whole statement stands inside a prompt, by the first letters of the folded statements. */
export class PromptIndex<Problem> {
  readonly #byStart = new Map<string, { folded: string; problem: Problem }[]>();

  add(problem: Problem, folded: string): void {
    if (folded.length < SHORTEST) return;
    const start = folded.slice(0, SHORTEST);
    this.#byStart.set(start, [...(this.#byStart.get(start) ?? []), { folded, problem }]);
  }

  /** The one problem that the prompt asks; null where none is found, undefined where several are. */
  find(prompt: string): Problem | null | undefined {
    const text = foldLatex(prompt);
    let best: { length: number; problem: Problem } | null = null;
    let end = 0;
    let several = false;
    for (let at = 0; at + SHORTEST <= text.length; at++) {
      for (const { folded, problem } of this.#byStart.get(text.slice(at, at + SHORTEST)) ?? []) {
        if (!text.startsWith(folded, at)) continue;
        if (best === null || (at < end && folded.length > best.length)) {
          best = { length: folded.length, problem };
          end = at + folded.length;
        } else if (at >= end && problem !== best.problem) several = true;
      }
    }
    return several ? undefined : (best?.problem ?? null);
  }
}
