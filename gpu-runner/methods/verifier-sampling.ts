import type { MethodParams } from "@/contracts/method";
import type { RoleModel } from "./method";

/** How a verifier is sampled: its own temperature, and at most as long as the run allows. */
export function verifierSampling(
  model: Pick<RoleModel, "sampling">,
  params: MethodParams,
): { temperature: number; maxTokens: number } {
  return {
    temperature: Number(params.verifierTemperature),
    maxTokens: Math.min(Number(params.verifierTokens), model.sampling.maxTokens),
  };
}
