import { hendrycksEquivalent } from "./rules/hendrycks";
import { choiceByOnlyLetter, lettersIn } from "./rules/only-letter";
import { sameNumber } from "./rules/same-number";
import { zeroEvalAnswer, zeroEvalCorrect } from "./rules/zeroeval";

/** What a tool's own rule needs of a sample. */
export type RuleInput = {
  model: string;
  response: string;
  extracted: string | null;
  /** The gold as the file has it; ours where it has none. */
  gold: string;
  answerKind: string;
  /** The row is an answer and nothing else. */
  isBare: boolean;
};

export type ToolRule = {
  name: string;
  isCorrect(input: RuleInput): boolean | null;
  /** What the rule takes for the answer, where the file does not say. */
  answer?(input: RuleInput): string | null;
};

/** The documented rules of tools whose files carry no verdict, by tool. Null: the rule does not count the sample. */
export const TOOL_RULES: Record<string, ToolRule> = {
  zeroeval: {
    name: "first number of the JSON answer",
    isCorrect: zeroEvalCorrect,
    answer: ({ model, response }) => zeroEvalAnswer(model, response),
  },
  tora: {
    name: "numeric comparison of pred and gt",
    isCorrect: ({ extracted, gold }) => extracted !== null && sameNumber(extracted, gold),
  },
  evalchemy: {
    name: "string comparison after the MATH clean-up",
    isCorrect: ({ extracted, gold }) => extracted !== null && hendrycksEquivalent(extracted, gold),
  },
  opencompass: {
    name: "the gold letter is the only one of A to D in the text",
    isCorrect: ({ response, gold }) => choiceByOnlyLetter(response, gold),
    answer: ({ response }) => lettersIn(response),
  },
  mmmu: {
    name: "the answer is the gold letter, multiple-choice items",
    isCorrect: ({ response, gold, answerKind, isBare }) =>
      isBare && answerKind === "choice" ? response.trim() === gold : null,
  },
};
