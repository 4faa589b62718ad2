import { leadingLetter, optionLetters } from "./extract/choice";
import { readRational } from "./parse/simple-rational";
import { resolvePolicies } from "./policies";
import type { AnswerContext } from "./types";

export type Comparison = { equal: boolean | null; rule: string; goldNormal: string; answerNormal: string };

/** Compares an answer with the gold and says which rule decided. */
export function compareAnswers(gold: string, answer: string, context: AnswerContext): Comparison {
  const policies = resolvePolicies(context.policies);
  if (context.kind === "choice") {
    const letters = optionLetters(policies.letters, context.options);
    const a = leadingLetter(gold, letters) ?? fold(gold);
    const b = leadingLetter(answer, letters) ?? fold(answer);
    return { equal: a === b, rule: "option letter", goldNormal: a, answerNormal: b };
  }
  const a = readRational(gold);
  const b = readRational(answer);
  if (a !== null && b !== null && context.kind !== "text") {
    return {
      equal: a.numerator * b.denominator === b.numerator * a.denominator,
      rule: "exact rational",
      goldNormal: `${a.numerator}/${a.denominator}`,
      answerNormal: `${b.numerator}/${b.denominator}`,
    };
  }
  const goldNormal = fold(gold);
  const answerNormal = fold(answer);
  return { equal: goldNormal === answerNormal, rule: "same text", goldNormal, answerNormal };
}

function fold(text: string): string {
  return text.normalize("NFKC").toLowerCase().replaceAll(" ", "");
}
