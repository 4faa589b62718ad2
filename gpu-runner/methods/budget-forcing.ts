import { budgetForcing as card } from "@/catalog/methods/budget-forcing";
import type { EngineResult } from "../engines/engine";
import type { Method } from "./method";
import { thinkRequest } from "./think-request";

type Round = { tokens: number; endedBy: EngineResult["finishReason"] };

/** Ends thinking at a budget, or overrules its end so many times, then lets the model answer (s1). */
export const budgetForcing: Method = {
  id: card.id,
  async run(_problem, params, ctx) {
    const model = ctx.model();
    const { messages, tags } = thinkRequest(ctx, params);
    const { maxTokens } = model.sampling;
    const sampling = { temperature: Number(params.temperature), topP: 1 };
    const limit = typeof params.maxThinkingTokens === "number" ? params.maxThinkingTokens : maxTokens;
    const requested = Math.min(limit, maxTokens);
    const rounds: Round[] = [];
    let text = tags.start + params.tagBreak;
    let budget = requested;
    for (let round = 0; ; round++) {
      const options = { stop: [tags.end], sampling: { ...sampling, maxTokens: budget } };
      const result = await model.continue({ messages, text }, options);
      const added = (result.reasoning ?? "") + result.text;
      const tokens = result.completionTokens ?? estimatedTokens(added);
      rounds.push({ tokens, endedBy: result.finishReason });
      text += added;
      budget -= tokens;
      if (result.finishReason === "length" || budget <= 0 || round >= Number(params.numIgnore)) break;
      text += String(params.ignoreString);
    }
    const cutOff = rounds.at(-1)?.endedBy === "length";
    if (cutOff) text += `${text.endsWith("\n") ? "" : "\n"}${tags.end}\n${params.answerCue}`;
    else text += tags.end + params.tagBreak;
    const answer = await model.continue({ messages, text }, { sampling });
    const response = text + (answer.reasoning ?? "") + answer.text;
    return {
      answer: ctx.extract(response),
      response,
      reasoning: null,
      finishReason: answer.finishReason,
      artifacts: {
        requestedThinkingTokens: requested,
        thinkingTokens: rounds.reduce((sum, round) => sum + round.tokens, 0),
        rounds,
        overruled: rounds.length - 1,
        cutOff,
        answerTokens: answer.completionTokens,
      },
    };
  },
};

/** Where a server tells no usage, the budget is spent by characters. */
const CHARACTERS_PER_TOKEN = 4;
function estimatedTokens(text: string): number {
  return Math.ceil(text.length / CHARACTERS_PER_TOKEN);
}
