import { cardTexts, textKey } from "@/catalog/methods/card-texts";
import type { Engine } from "./engine";

/** Tokens of the methods' own wording under a model's tokenizer, by the texts' keys. */
export async function textTokens(engine: Pick<Engine, "tokenize">): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const text of cardTexts()) counts[textKey(text)] = (await engine.tokenize(text)).length;
  return counts;
}
