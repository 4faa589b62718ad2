import { foldLatex } from "./fold";

const NUMBER = /^[-+]?\d+(?:\.\d+)?$/;

/** Whether two golds are the same as texts or as plain numbers. Coarse: a verifier tells more. */
export function sameGoldText(ours: string, theirs: string): boolean {
  const [a, b] = [ours, theirs].map((gold) => foldLatex(gold).replace(/[{}]/g, ""));
  if (a === undefined || b === undefined || a === b) return true;
  return NUMBER.test(a) && NUMBER.test(b) && Number(a) === Number(b);
}
