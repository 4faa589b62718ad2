import { createHash } from "node:crypto";
import type { AnswerKind, Problem, Protocol } from "@/contracts/benchmark";
import { canonicalJson } from "@/contracts/canonical-json";

/**
 * What makes a version: statements, golds, answer kinds, what a judge needs, prompt, policies and limits, in problem
 * order. Levels, categories, solutions, dates and aliases may change without a new version. 64 hex digits.
 */
export function contentHash(content: {
  answerKind: AnswerKind;
  protocol: Protocol;
  problems: readonly Problem[];
}): string {
  const problems = content.problems.map((problem) => ({
    id: problem.id,
    statement: problem.statement,
    gold: problem.gold,
    options: problem.options,
    images: problem.images,
    answerKind: problem.answerKind ?? content.answerKind,
    judging: problem.judging,
  }));
  const text = canonicalJson({ answerKind: content.answerKind, protocol: content.protocol, problems });
  return createHash("sha256").update(text).digest("hex");
}
