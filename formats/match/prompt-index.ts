import { foldLatex } from "./fold";

/** Shortest folded statement that is looked for inside prompts; a shorter one could stand there by chance. */
const SHORTEST = 32;
/** Shortest one that may fill a line of it: "2+2" is no name of a problem. */
const SHORTEST_LINE = 8;

/** What prompts put before a question on its own line. */
const LABEL = /^\s*(?:question|problem|exercise|task|q)\s*(?:\d{1,4}\s*)?[:：.]\s*/i;

/**
 * Finds problems whose whole statement stands inside a prompt, by the first letters of the folded statements; a short
 * statement counts where it fills a line, alone or behind a label.
 */
export class PromptIndex<Problem> {
  readonly #byStart = new Map<string, { folded: string; problem: Problem }[]>();

  readonly #short = new Map<string, Problem | null>();

  add(problem: Problem, folded: string): void {
    if (folded.length < SHORTEST) {
      if (folded.length >= SHORTEST_LINE) this.#short.set(folded, this.#short.has(folded) ? null : problem);
      return;
    }
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
    if (several) return undefined;
    return best?.problem ?? this.#line(prompt);
  }

  /** The one short statement that is a line of the prompt. */
  #line(prompt: string): Problem | null | undefined {
    if (this.#short.size === 0) return null;
    const found = new Set<Problem>();
    for (const line of prompt.split("\n")) {
      for (const text of [line, line.replace(LABEL, "")]) {
        const problem = this.#short.get(foldLatex(text));
        if (problem != null) found.add(problem);
      }
    }
    return found.size > 1 ? undefined : ([...found][0] ?? null);
  }
}
