import type { Method } from "./method";

/** One call with the benchmark's own prompt. */
export const direct: Method = {
  id: "direct",
  async run(_problem, _params, ctx) {
    const result = await ctx.model().generate({ messages: ctx.messages() });
    return {
      answer: null,
      response: result.text,
      reasoning: result.reasoning,
      finishReason: result.finishReason,
      artifacts: {},
    };
  },
};
