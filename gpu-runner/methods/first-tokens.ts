import type { EngineResult } from "../engines/engine";
import type { RoleModel } from "./method";

export type Cut = { text: string; tokens: number; by: "tokens" | "characters" };

/**
 * The first `budget` tokens of a text, whole if it is shorter. Exact where the model's tokenizer is at hand (capability
 * `prefix.tokens`); elsewhere the same share of characters as of the tokens that the server counted.
 */
export async function firstTokens(
  model: RoleModel,
  text: string,
  budget: number,
  counted: Pick<EngineResult, "completionTokens"> & { text: string },
): Promise<Cut> {
  if (model.capabilities.has("prefix.tokens")) {
    const ids = await model.tokenize(text);
    if (ids.length <= budget) return { text, tokens: ids.length, by: "tokens" };
    // A cut inside a character leaves a replacement character at the end.
    const kept = (await model.detokenize(ids.slice(0, budget))).replace(/�+$/, "");
    return { text: kept, tokens: budget, by: "tokens" };
  }
  const perCharacter =
    counted.completionTokens === null || counted.text === ""
      ? 1 / 4
      : counted.completionTokens / counted.text.length;
  const total = Math.round(text.length * perCharacter);
  if (total <= budget) return { text, tokens: total, by: "characters" };
  return { text: text.slice(0, Math.floor(budget / perCharacter)), tokens: budget, by: "characters" };
}
