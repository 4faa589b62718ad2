import { mean } from "../numeric/mean";

export interface WrongResponse {
  /** Tokens of the whole response. */
  tokens: number;
  /** Tokens up to the end of its first thought that leads to the right answer; null where none does. */
  firstRightThoughtEnd: number | null;
}

/**
 * Underthinking score over wrong responses: the mean share of tokens written after the first right thought. A response
 * without one counts 0. Null for no responses (companion metric of TIP).
 */
export function underthinkingScore(wrong: readonly WrongResponse[]): number | null {
  return mean(
    wrong.map(({ tokens, firstRightThoughtEnd }) =>
      firstRightThoughtEnd === null || tokens === 0 ? 0 : 1 - firstRightThoughtEnd / tokens,
    ),
  );
}
