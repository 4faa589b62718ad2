import { methodCard } from "./index";

/** How many assessments of a sample a run's method has made; 0 where it has none made. */
export function assessmentsPerSample(owner: {
  methodId: string;
  methodParams: Record<string, unknown>;
}): number {
  const policy = methodCard(owner.methodId)?.assessments;
  if (policy?.from !== "made") return 0;
  const { k: _, ...params } = owner.methodParams;
  return policy.perSample(params);
}
