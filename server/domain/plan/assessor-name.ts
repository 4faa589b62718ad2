import { createHash } from "node:crypto";
import { canonicalJson } from "@/contracts/canonical-json";
import type { MethodCard, MethodParams } from "@/contracts/method";
import type { Sampling } from "@/contracts/sampling";

/**
 * Names who assesses: method, model and a hash over everything that an answer depends on (prompts by the card's version,
 * the parameters that the card names, sampling, the place of the model). The same name is the same assessments.
 */
export function assessorName(input: {
  card: MethodCard;
  params: MethodParams;
  modelSlug: string;
  endpointFingerprint: string;
  weightsSha256: string | null;
  sampling: Sampling;
}): string {
  const { card, params } = input;
  const named = card.assessments?.from === "made" ? card.assessments.params : [];
  const decides = {
    method: card.id,
    version: card.version,
    params: Object.fromEntries(named.map((name) => [name, params[name]])),
    model: input.modelSlug,
    endpoint: input.endpointFingerprint,
    weights: input.weightsSha256,
    sampling: input.sampling,
  };
  const hash = createHash("sha256").update(canonicalJson(decides)).digest("hex").slice(0, 16);
  return `${card.id}@${card.version}:${input.modelSlug}:${hash}`;
}
