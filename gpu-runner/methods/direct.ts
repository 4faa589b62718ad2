import { meanProbability } from "./mean-probability";
import type { Method } from "./method";

/** One call with the benchmark's own prompt. */
export const direct: Method = {
  id: "direct",
  async run(_problem, params, ctx) {
    const scored = params.score === "mean-logprob";
    const options = scored ? { logprobs: { top: 0 } } : {};
    const result = await ctx.model().generate({ messages: ctx.messages() }, options);
    return {
      answer: null,
      response: result.text,
      reasoning: result.reasoning,
      finishReason: result.finishReason,
      ...(scored ? { score: meanProbability(result) } : {}),
      artifacts: {},
    };
  },
};
