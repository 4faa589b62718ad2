import { methodCard } from "@/catalog/methods";
import type { MethodView } from "@/contracts/catalog";

/** What a method does to come to its answer, in a few words. */
export function methodKind({ id, kind }: Pick<MethodView, "id" | "kind">): string {
  if (kind === "generate") return "calls the model";
  const assessed = methodCard(id)?.assessments?.from;
  if (assessed === "made") return "has a model assess a stored pool, then chooses";
  return assessed === "stored" ? "chooses by stored assessments" : "aggregates a stored pool";
}

/** Whether new samples can be made for it; a method that goes by stored assessments only reduces finished runs. */
export const runsOnEndpoints = (id: string): boolean => methodCard(id)?.assessments?.from !== "stored";
