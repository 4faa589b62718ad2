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
  // Piece by piece: the canonical text of a large set is longer than a text may be here.
  const hash = createHash("sha256");
  hash.update(`{"answerKind":${canonicalJson(content.answerKind)},"problems":[`);
  for (const [index, problem] of content.problems.entries()) {
    const judged = {
      id: problem.id,
      statement: problem.statement,
      gold: problem.gold,
      options: problem.options,
      images: problem.images,
      answerKind: problem.answerKind ?? content.answerKind,
      judging: problem.judging,
    };
    hash.update(`${index === 0 ? "" : ","}${canonicalJson(judged)}`);
  }
  return hash.update(`],"protocol":${canonicalJson(content.protocol)}}`).digest("hex");
}
