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

/** The parameters of a method as its card makes them; `invalid_input` names the one that is wrong. */
export function parseParams(card: MethodCard, given: Record<string, unknown>): Record<string, unknown> {
  const parsed = card.params.safeParse(given);
  if (parsed.success) return parsed.data;
  const first = parsed.error.issues[0];
  throw new PlumblineError(
    "invalid_input",
    `${card.id}: ${first?.path.join(".") ?? "params"}: ${first?.message ?? "not valid"}.`,
    {
      hint: `See the parameters of ${card.id} with GET /api/v1/methods/${card.id}.`,
    },
  );
}
