/** What sort of answer a problem has. `expression` is mathematics in general: numbers, sets, intervals, matrices, equations. */
export type AnswerKind = "integer" | "number" | "expression" | "choice" | "text" | "boolean";

export const ANSWER_KINDS: readonly AnswerKind[] = [
  "integer",
  "number",
  "expression",
  "choice",
  "text",
  "boolean",
];

/** Every convention on which honest graders differ, by name. Plain JSON; hashed into the verifier key. */
export type ResolvedPolicies = {
  /** Compare numbers after rounding to this many decimals; `null` compares a decimal at the precision it is written with. */
  precisionDecimals: number | null;
  /** `true`: variables, functions and constants of integration may not be renamed. */
  strict: boolean;
  /** `true`: a text without any marked answer yields its last number, with low confidence. */
  lastNumberFallback: boolean;
  /** `lenient`: a unit may be left out on one side, never differ; `required`: it may not be left out; `ignored`: any unit passes. */
  units: "lenient" | "required" | "ignored";
  /** `lenient`: `10%` equals both `0.1` and `10`; `value`: only `0.1`. */
  percent: "lenient" | "value";
  /** Option letters for `choice`; empty means A to J. */
  letters: string[];
  /** `fold`: `b` is option B; `exact`: it is not. */
  letterCase: "fold" | "exact";
  /** Language of the text, a hint for decimal marks and answer phrases; empty means any. */
  language: string;
  /** `any`: an interval equals its inequality, whichever side is the gold; `gold-relation`: only where the gold is the inequality. */
  relationForm: "any" | "gold-relation";
  /** `adjacent`: neighbouring boxes joined by punctuation or "and" are one answer in parts; `last`: the last box alone. */
  severalBoxes: "adjacent" | "last";
  /** `lenient`: a base subscript may be left out on one side; `required`: it may not. */
  bases: "lenient" | "required";
  /** `remove`: a thinking part never holds the answer; `keep`: it is text like the rest. */
  thinking: "remove" | "keep";
};

export type VerifyPolicies = Partial<ResolvedPolicies>;

/** A half-open range of UTF-16 code units in the text that was given. */
export type AnswerLocation = { start: number; end: number };

/** How an answer was found; `none` goes with `answer: null`. */
export type ExtractionRule =
  | "json"
  | "tag"
  | "boxed"
  | "phrase"
  | "choice"
  | "final-math"
  | "whole"
  | "last-number"
  | "none";

export type Extraction = {
  answer: string | null;
  location: AnswerLocation | null;
  rule: ExtractionRule;
  /** 0 to 1: how explicitly the text marks this as its answer. A rank, not a probability. */
  confidence: number;
  /** The text marks several answers that are not the same. */
  candidatesDisagree: boolean;
};

export type VerdictOutcome = "correct" | "incorrect" | "unparsed" | "undecided";

export type AnswerVerdict = {
  outcome: VerdictOutcome;
  extracted: string | null;
  location: AnswerLocation | null;
  confidence: number;
  candidatesDisagree: boolean;
  goldNormal: string | null;
  answerNormal: string | null;
  /** `<how it was found>/<what decided>`, for example `boxed/exact rational`. */
  rule: string;
  verifierKey: string;
};

export type AnswerContext = { kind: AnswerKind; options?: string[]; policies?: VerifyPolicies };
