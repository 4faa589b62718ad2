/** LawBench: right when the gold letter is the only one of A to D that occurs anywhere in the answer. */
export function choiceByOnlyLetter(response: string, gold: string): boolean {
  const wanted = goldLetter(gold);
  const found = new Set(response.match(/[A-D]/g) ?? []);
  return wanted !== null && found.size === 1 && found.has(wanted);
}

/** `正确答案：B。` names a letter. */
export function goldLetter(gold: string): string | null {
  return /[A-J]/.exec(gold)?.[0] ?? null;
}
