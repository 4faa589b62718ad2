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
  /** A finished run that is reduced again; absent where samples are generated or uploaded. */
  stored?: {
    /** Every sample has a score of its own. */
    scored: boolean;
    /** Whose assessments every sample has; null where nobody's. */
    assessor: string | null;
  };
};

const JUDGED_KINDS: readonly AnswerKind[] = [
  "integer",
  "number",
  "expression",
  "choice",
  "text",
  "boolean",
  "code",
  "process",
];

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
  if (input.stored !== undefined) return unsuitableStored(input, input.stored);
  if (card.assessments?.from === "stored") {
    return `${card.id} goes by assessments that are stored with the samples, and new samples have none; submit heimdall or opv, or reduce a finished run that has them.`;
  }
  if (engine === null) {
    if (card.assessments?.from === "made") {
      return `${card.id} has a model assess every sample, and an upload names none; upload with direct, then reduce that run with ${card.id} and the address of a model.`;
    }
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
  return missingNeeds(input, engine);
}

/** Why a stored pool cannot be reduced so. */
function unsuitableStored(input: Suitability, stored: NonNullable<Suitability["stored"]>): string | null {
  const { card, engine } = input;
  if (card.kind !== "reduce") {
    return `${card.id} generates samples of its own and cannot reduce stored ones; submit the endpoint.`;
  }
  if (card.pool !== undefined && !stored.scored) {
    return `${card.id} goes by a score of every sample, and not every sample of this run has one; choose self-consistency, or another run.`;
  }
  if (card.assessments?.from === "stored" && stored.assessor === null) {
    return `${card.id} goes by assessments of every sample, and no model has assessed all samples of this run; reduce it with heimdall or opv first.`;
  }
  if (card.assessments?.from !== "made") return null;
  if (engine === null) {
    return `${card.id} has a model assess every sample; name it by url or engine, and model.`;
  }
  if (input.access === "id-only") {
    return "This instance holds only the ids of this benchmark, not its statements; nobody can assess its samples.";
  }
  if (input.access === "hidden-text" && !engine.hosted) {
    return "The statements of this benchmark are hidden; its samples are assessed only by models that the operator hosts.";
  }
  return missingNeeds(input, engine);
}

function missingNeeds({ card, params }: Suitability, engine: NonNullable<Suitability["engine"]>) {
  const needs = [...card.needs, ...(card.extraNeeds?.(params) ?? [])];
  const missing = needs.filter(
    (need) => need === "sandbox" || !engine.capabilities.some((capability) => capability === need),
  );
  if (missing.length === 0) return null;
  return `${card.id} needs ${missing.join(", ")}, which the endpoint does not offer; choose another engine or method.`;
}

/** The k of a reducer: its parameter, or the whole pool. */
export function reducedSamples(params: MethodParams, samples: number): number {
  return typeof params.k === "number" ? params.k : samples;
}
