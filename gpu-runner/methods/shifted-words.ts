import type { MethodParams } from "@/contracts/method";
import type { LogitBias } from "../engines/engine";
import type { MethodContext, MethodResult, RoleModel } from "./method";
import { thinkRequest } from "./think-request";
import { wholeText } from "./whole-text";

/** What is added to the words' logits for the token after `generated`; `switches` are the words' places so far. */
export type ShiftAt = (position: number, switches: readonly number[]) => number;

/**
 * One call in which the logits of certain words are shifted while the model thinks, token by token; records where the
 * words came and how much was added there. Fails where none of the words is one token of the model.
 */
export async function runShifted(
  ctx: MethodContext,
  params: MethodParams,
  words: readonly string[],
  shiftAt: ShiftAt,
): Promise<MethodResult> {
  const model = ctx.model();
  const { messages, tags } = thinkRequest(ctx, params);
  const known = await tokensOf(model, words, params.includeSpaceVariants === true);
  if (known.ids.size === 0) {
    throw new Error(
      "None of the method's words is one token of this model; name others in words, or set includeSpaceVariants.",
    );
  }
  const end = await endTokens(model, String(params.stopAt));
  const [from, to] = [Number(params.activeFrom), Number(params.activeTo)];
  const shift = (generated: readonly number[]): number => {
    const position = generated.length;
    if (position < from || position >= to || placeOf(generated, end) >= 0) return 0;
    return shiftAt(position, placesOf(generated, known.ids));
  };
  const bias = (generated: readonly number[]): LogitBias | null => {
    const added = shift(generated);
    return added === 0 ? null : new Map([...known.ids.keys()].map((id) => [id, added]));
  };
  const result = await model.generate({ messages }, { bias });
  const generated = result.tokens ?? [];
  const places = placesOf(generated, known.ids);
  const closed = placeOf(generated, end);
  const thinkingTokens = closed < 0 ? generated.length : closed;
  const thought = places.filter((position) => position < thinkingTokens).length;
  return {
    answer: null,
    response: wholeText(result, tags),
    reasoning: null,
    finishReason: result.finishReason,
    artifacts: {
      exact: true,
      words: [...new Set(known.ids.values())],
      leftOut: known.leftOut,
      thinkingTokens,
      places: places.map((position) => ({
        position,
        word: known.ids.get(generated[position] ?? -1) ?? "",
        added: shift(generated.slice(0, position)),
      })),
      wordsPer1000: thinkingTokens === 0 ? 0 : (1000 * thought) / thinkingTokens,
    },
  };
}

/** The words that are one token by themselves, by token id. */
async function tokensOf(
  model: RoleModel,
  words: readonly string[],
  spaced: boolean,
): Promise<{ ids: Map<number, string>; leftOut: string[] }> {
  const ids = new Map<number, string>();
  const leftOut: string[] = [];
  for (const word of spaced ? words.flatMap((one) => [one, ` ${one}`]) : words) {
    const [only, ...more] = await model.tokenize(word);
    if (only === undefined || more.length > 0) leftOut.push(word);
    else ids.set(only, word);
  }
  return { ids, leftOut };
}

/** Tokens by which the end is known: without the last character, which tokenizers join with what follows. */
async function endTokens(model: RoleModel, stopAt: string): Promise<number[]> {
  const whole = await model.tokenize(stopAt);
  return whole.length <= 1 ? whole : model.tokenize(stopAt.slice(0, -1));
}

function placesOf(generated: readonly number[], ids: ReadonlyMap<number, string>): number[] {
  return generated.flatMap((id, position) => (ids.has(id) ? [position] : []));
}

/** Where a sequence begins in the tokens; −1 where it does not occur. */
function placeOf(generated: readonly number[], sequence: readonly number[]): number {
  for (let at = 0; at + sequence.length <= generated.length; at++) {
    if (sequence.every((id, offset) => generated[at + offset] === id)) return at;
  }
  return -1;
}
