import fc from "fast-check";
import type { Outcome } from "@/contracts/outcome";
import { NO_ANSWER, type PoolSample, type SampledMatrix } from "../run-matrix";

/** A sample from one letter: upper case is a correct answer of that class, lower case a wrong one, `-` no answer. */
export function sampleOf(
  letter: string,
  score: number | null = null,
  tokens: number | null = null,
): PoolSample {
  if (letter === "-") return { outcome: "unparsed", answerClass: NO_ANSWER, score, tokens };
  if (letter === ".") return { outcome: null, answerClass: NO_ANSWER, score, tokens };
  if (letter === "!") return { outcome: "infra_error", answerClass: NO_ANSWER, score, tokens };
  const outcome: Outcome = letter === letter.toUpperCase() ? "correct" : "incorrect";
  return { outcome, answerClass: letter.toLowerCase().charCodeAt(0) - 97, score, tokens };
}

/** A problem's samples from letters, for example `AAbc-`. */
export function samplesOf(letters: string): PoolSample[] {
  return [...letters].map((letter) => sampleOf(letter));
}

/** A matrix of problems given by letters. */
export function matrixOf(rows: readonly string[], tokens: number | null = null): SampledMatrix {
  return {
    kind: "sampled",
    samplesPerProblem: Math.max(0, ...rows.map((row) => row.length)),
    classesRecorded: true,
    problems: rows.map((row) => [...row].map((letter) => sampleOf(letter, null, tokens))),
  };
}

/** Arbitrary pools of 1 to 8 samples; class a is the right answer. */
export const poolLetters = fc
  .array(fc.constantFrom("A", "b", "c", "d", "-"), { minLength: 1, maxLength: 8 })
  .map((letters) => letters.join(""));
