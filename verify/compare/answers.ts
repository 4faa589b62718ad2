import { leadingLetter, optionLetters } from "../extract/choice";
import { Budget, STEPS_PER_COMPARISON } from "../numeric/budget";
import { type Node, someNode } from "../parse/ast";
import { render } from "../parse/render";
import { resolvePolicies } from "../policies";
import { foldText } from "../text";
import type { AnswerContext } from "../types";
import { booleanOf } from "./booleans";
import { sameChemicalFormula } from "./chemistry";
import { clocksEqual } from "./clocks";
import { congruencesEqual } from "./congruences";
import { type CompareContext, decide, type Verdict } from "./context";
import { areContrary } from "./contrary-words";
import { datesEqual } from "./dates";
import type { Form } from "./form";
import { withConstantsOf } from "./free-constants";
import { interpret } from "./interpret";
import type { PreparedAnswer } from "./prepared";
import { productReadings } from "./products";
import { otherReadings } from "./readings";
import { isUndefined, sameForm } from "./same";
import { statesSameWord } from "./stated-words";

/** A verdict with its reason; the normal forms are written out when they are asked for. */
export type Comparison = {
  readonly equal: Verdict;
  readonly rule: string;
  readonly goldNormal: string;
  readonly answerNormal: string;
};

/** Compares a trimmed answer with the trimmed gold and says which rule decided. Never throws; symmetric but for policies. */
export function compareAnswers(
  gold: PreparedAnswer,
  answer: PreparedAnswer,
  context: AnswerContext,
): Comparison {
  switch (context.kind) {
    case "choice":
      return compareChoices(gold.text, answer.text, context);
    case "boolean":
      return compareTexts(booleanOf(gold.text), booleanOf(answer.text), "boolean");
    case "text":
      return compareTexts(foldText(gold.text), foldText(answer.text), "text");
    default:
      return compareMathematics(gold, answer, context);
  }
}

function compareTexts(goldNormal: string, answerNormal: string, rule: string): Comparison {
  return { equal: goldNormal === answerNormal && goldNormal !== "", rule, goldNormal, answerNormal };
}

function compareChoices(gold: string, answer: string, context: AnswerContext): Comparison {
  const policies = resolvePolicies(context.policies);
  const letters = optionLetters(policies.letters, context.options);
  const fold = policies.letterCase === "fold";
  const goldLetter = leadingLetter(gold, letters, true) ?? letterOfOption(gold, letters, context.options);
  const answerLetter =
    leadingLetter(answer, letters, fold) ?? letterOfOption(answer, letters, context.options);
  if (goldLetter !== null && answerLetter !== null)
    return compareTexts(goldLetter, answerLetter, "option letter");
  return fold
    ? compareTexts(foldText(gold), foldText(answer), "text")
    : compareTexts(gold.trim(), answer.trim(), "text");
}

/** The letter of the option whose text an answer repeats. */
function letterOfOption(
  answer: string,
  letters: string,
  options: readonly string[] | undefined,
): string | null {
  const folded = foldText(answer);
  const index =
    folded === "" || options === undefined ? -1 : options.findIndex((option) => foldText(option) === folded);
  return index < 0 ? null : (letters[index] ?? null);
}

/** A run of capitals is the order of things or the name of a figure, not a product. */
const CORNERS = /^(?:\\(?:text|mathrm)\{)?[A-Z]{3,26}\}?$/;
/** Only answers with such a letter outside a command are looked at for free constants. */
const FREE_CONSTANT = /(?<![A-Za-z\\])[Cc]/;
const PLAIN_INTEGER = /^-?[1-9]\d{0,14}$/;

function compareMathematics(
  gold: PreparedAnswer,
  answer: PreparedAnswer,
  context: AnswerContext,
): Comparison {
  if (PLAIN_INTEGER.test(gold.text) && PLAIN_INTEGER.test(answer.text)) {
    return compareTexts(gold.text, answer.text, "exact rational");
  }
  const policies = resolvePolicies(context.policies);
  const ctx: CompareContext = { policies, budget: new Budget(STEPS_PER_COMPARISON), rule: "" };
  const verdict = withinStack(() => decideMathematics(gold, answer, ctx), ctx);
  return {
    equal: verdict,
    rule: ctx.rule,
    get goldNormal() {
      return normalOf(gold);
    },
    get answerNormal() {
      return normalOf(answer);
    },
  };
}

/** Trees are no deeper than the parser allows; should the stack still run out on a small thread, nothing is decided. */
function withinStack(decideIt: () => Verdict, ctx: CompareContext): Verdict {
  try {
    return decideIt();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    ctx.rule = "stack";
    return null;
  }
}

function normalOf(answer: PreparedAnswer): string {
  return answer.node === null ? foldText(answer.text.slice(0, 2000)) : render(answer.node);
}

function decideMathematics(gold: PreparedAnswer, answer: PreparedAnswer, ctx: CompareContext): Verdict {
  const sameClock = clocksEqual(gold.text, answer.text);
  if (sameClock !== undefined) return decide(ctx, sameClock, "time of day");
  if (CORNERS.test(gold.text) && CORNERS.test(answer.text))
    return decide(ctx, sameWords(gold.text, answer.text), "text");
  const sameDate = datesEqual(gold.text, answer.text);
  if (sameDate !== undefined) return decide(ctx, sameDate, "date");
  if (areContrary(gold.text, answer.text)) return decide(ctx, false, "contrary words");
  let verdict: Verdict = false;
  if (gold.node !== null && answer.node !== null) {
    verdict = sameNodes(gold, answer, ctx);
    if (verdict === true) return true;
    const mayRename =
      !ctx.policies.strict && (FREE_CONSTANT.test(gold.text) || FREE_CONSTANT.test(answer.text));
    for (const [a, b] of otherTrees(gold.node, answer.node, mayRename))
      if (sameForm(interpret(a, ctx.budget), interpret(b, ctx.budget), ctx) === true) return true;
  }
  const congruent = congruencesEqual(gold, answer);
  if (congruent !== null) return decide(ctx, congruent, "classes of remainders");
  const rule = ctx.rule;
  if (hasWords(gold.node) || hasWords(answer.node)) {
    const isSame = sameWords(gold.text, answer.text) || statesSameWord(gold.text, answer.text);
    if (isSame) {
      ctx.rule = "text";
      return true;
    }
  }
  if (sameChemicalFormula(gold.text, answer.text)) return decide(ctx, true, "chemical formula");
  for (const [a, b] of otherReadings(gold, answer, ctx.policies)) {
    if (a.node !== null && b.node !== null && sameNodes(a, b, ctx) === true) return true;
    if ((a.node === null || b.node === null) && sameWords(a.text, b.text)) return true;
  }
  ctx.rule = rule === "" ? "not of the answer language" : rule;
  return verdict;
}

/** The two trees with letters as factors, and with the names of free constants made the same. */
function otherTrees(gold: Node, answer: Node, mayRename: boolean): [Node, Node][] {
  const products = productReadings(gold, answer);
  const renamed = mayRename ? withConstantsOf(gold, answer) : [];
  return [...(products === null ? [] : [products]), ...renamed.map((node): [Node, Node] => [gold, node])];
}

function sameNodes(gold: PreparedAnswer, answer: PreparedAnswer, ctx: CompareContext): Verdict {
  if (gold.node === null || answer.node === null) return null;
  const goldForm = interpret(gold.node, ctx.budget);
  if (gold.text === answer.text) {
    ctx.rule = "same text";
    return !isUndefined(goldForm, ctx);
  }
  const answerForm = interpret(answer.node, ctx.budget);
  if (ctx.policies.relationForm === "gold-relation" && isInequality(answerForm) && !isInequality(goldForm)) {
    ctx.rule = "inequality for an interval";
    return false;
  }
  return sameForm(goldForm, answerForm, ctx);
}

/** Whether an answer is text, or mathematics with text in it, so that its words may decide. */
function hasWords(node: Node | null): boolean {
  return node === null || someNode(node, (each) => each.t === "text");
}

function isInequality(form: Form): boolean {
  return form.f === "relation" || (form.f === "region" && form.variable !== null);
}

/** Text that no reading as mathematics fits; an operator without its left side is broken mathematics, not text. */
function sameWords(a: string, b: string): boolean {
  if (a === b) return a !== "" && !"/*^=".includes(a[0] ?? "");
  const [wordsA, wordsB] = [foldText(a.slice(0, 4000)), foldText(b.slice(0, 4000))];
  return wordsA === wordsB && /\p{L}{2}|[^\p{ASCII}]/u.test(wordsA);
}
