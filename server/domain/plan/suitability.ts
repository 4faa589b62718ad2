import type { Access, AnswerKind } from "@/contracts/benchmark";
import type { Capability } from "@/contracts/capability";
import type { MethodCard, MethodParams } from "@/contracts/method";

export type Suitability = {
  card: MethodCard;
  params: MethodParams;
  samples: number;
  answerKind: AnswerKind;
  access: Access;
  /** Every sample of an upload brings a score of its own. */
  scoredUpload?: boolean;
  /** Null: an upload; nothing is generated. */
  engine: { hosted: boolean; capabilities: readonly Capability[] } | null;
};

const JUDGED_KINDS: readonly AnswerKind[] = ["integer", "number", "expression", "choice", "text", "boolean"];

/** Why this cannot be run, in a sentence that says what to change; null where it can. */
export function unsuitableBecause(input: Suitability): string | null {
  const { card, engine } = input;
  if (!JUDGED_KINDS.includes(input.answerKind)) {
    return `Answers of kind ${input.answerKind} are not judged by this instance; choose a benchmark with another answer kind.`;
  }
  if (card.kind === "reduce") {
    const k = reducedSamples(input.params, input.samples);
    if (k > input.samples) {
      return `${card.id} needs ${k} samples per problem and only ${input.samples} are asked for; raise samples to ${k}.`;
    }
  }
  if (engine === null) {
    if (card.pool !== undefined && input.scoredUpload !== true) {
      return `${card.id} goes by a score of every sample, and not every line of the upload has one; add a score to each line, choose self-consistency, or submit the endpoint.`;
    }
    return null;
  }
  if (input.access === "id-only") {
    return "This instance holds only the ids of this benchmark, not its statements; upload traces instead.";
  }
  if (input.access === "hidden-text" && !engine.hosted) {
    return "The statements of this benchmark are hidden; it runs only on models that the operator hosts.";
  }
  const needs = [...card.needs, ...(card.extraNeeds?.(input.params) ?? [])];
  const missing = needs.filter(
    (need) => need === "sandbox" || !engine.capabilities.some((capability) => capability === need),
  );
  if (missing.length > 0) {
    return `${card.id} needs ${missing.join(", ")}, which the endpoint does not offer; choose another engine or method.`;
  }
  return null;
}

/** The k of a reducer: its parameter, or the whole pool. */
export function reducedSamples(params: MethodParams, samples: number): number {
  return typeof params.k === "number" ? params.k : samples;
}
