import { z } from "zod";
import { METHOD_CARDS, methodCard } from "@/catalog/methods";
import type { MethodView } from "@/contracts/catalog";
import { PlumblineError } from "@/contracts/errors";
import type { MethodCard } from "@/contracts/method";

/** The methods that this software can run. */
export function listMethods(): MethodView[] {
  return METHOD_CARDS.map(view);
}

/** One method by id. */
export function getMethod(id: string): MethodView {
  const card = methodCard(id);
  if (card !== null && card !== undefined) return view(card);
  throw new PlumblineError("not_found", "There is no such method.", {
    hint: "List them with GET /api/v1/methods.",
  });
}

function view(card: MethodCard): MethodView {
  const defaults = card.params.safeParse({});
  return {
    id: card.id,
    version: card.version,
    title: card.title,
    summary: card.summary,
    kind: card.kind,
    needs: [...card.needs],
    roles: [...card.roles],
    parameters: z.toJSONSchema(card.params, { io: "input", unrepresentable: "any" }),
    defaults: defaults.success ? defaults.data : {},
    ...(card.prompts === undefined ? {} : { prompts: { ...card.prompts } }),
    source: card.source,
  };
}
