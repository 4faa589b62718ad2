/** LawBench: right when the gold letter is the only one of A to D that occurs anywhere in the answer. */
export function choiceByOnlyLetter(response: string, gold: string): boolean {
  return lettersIn(response) === goldLetter(gold);
}

/** All letters of A to D that occur, in order of the alphabet. */
export const lettersIn = (response: string): string =>
  [...new Set(response.match(/[A-D]/g) ?? [])].sort().join("");

/** `正确答案：B。` names a letter. */
export function goldLetter(gold: string): string | null {
  return /[A-J]/.exec(gold)?.[0] ?? null;
}
