import { methodCard } from "@/catalog/methods";
import { PlumblineError } from "@/contracts/errors";
import type { MethodCard } from "@/contracts/method";

/** The card of a method; throws `unsuitable_method` for an unknown id. */
export function methodCardOf(id: string): MethodCard {
  const card = methodCard(id);
  if (card === null || card === undefined) {
    throw new PlumblineError("unsuitable_method", `There is no method ${id} here.`, {
      hint: "List the methods with GET /api/v1/methods.",
    });
  }
  return card;
}
