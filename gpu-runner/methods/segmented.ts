import { segmented as card } from "@/catalog/methods/segmented";
import type { EngineResult } from "../engines/engine";
import type { CallOptions, Method, MethodContext, RoleModel } from "./method";
import { addedText } from "./thinking";
import { wholeText } from "./whole-text";

/** One call's part: generates at most so many tokens after what is there, and says what came. */
type Writer = (options: CallOptions) => Promise<EngineResult>;
type Writing = { next: Writer; text(): Promise<string>; by: "tokens" | "text" };

/** Generates a long answer in segments (UloRL); every segment is journalled, so a lost runner costs one of them. */
export const segmented: Method = {
  id: card.id,
  async run(_problem, params, ctx) {
    const model = ctx.model();
    const limit = typeof params.maxTokens === "number" ? params.maxTokens : model.sampling.maxTokens;
    const segmentTokens = Number(params.segmentTokens);
    const tags = { start: String(params.thinkStart), end: String(params.thinkEnd) };
    const exact = model.capabilities.has("prefix.tokens");
    const writing = exact ? await byTokens(model, ctx) : byText(model, ctx, tags);
    const segments: { tokens: number | null; finishReason: EngineResult["finishReason"] }[] = [];
    let used = 0;
    do {
      const maxTokens = Math.min(segmentTokens, limit - used);
      const { completionTokens, finishReason } = await writing.next({ sampling: { maxTokens } });
      segments.push({ tokens: completionTokens, finishReason });
      used += completionTokens ?? maxTokens;
    } while (segments.at(-1)?.finishReason === "length" && used < limit);
    const response = await writing.text();
    return {
      answer: ctx.extract(response),
      response,
      reasoning: null,
      finishReason: segments.at(-1)?.finishReason ?? null,
      artifacts: {
        segmentTokens,
        maxTokens: limit,
        segments,
        finished: segments.at(-1)?.finishReason !== "length",
        continuedBy: writing.by,
      },
    };
  },
};

function byText(model: RoleModel, ctx: MethodContext, tags: { start: string; end: string }): Writing {
  const messages = ctx.messages();
  let text = "";
  let started = false;
  return {
    by: "text",
    text: async () => text,
    async next(options) {
      const result = started
        ? await model.continue({ messages, text }, options)
        : await model.generate({ messages }, options);
      if (started) text += addedText(result, tags);
      else if (result.reasoning !== null && result.text === "") text = `${tags.start}${result.reasoning}`;
      else text = wholeText(result, tags);
      started = true;
      return result;
    },
  };
}

/** Goes on from the very tokens that were generated, so that borders change nothing. */
async function byTokens(model: RoleModel, ctx: MethodContext): Promise<Writing> {
  const prompt = await model.renderPrompt(ctx.messages());
  const written: number[] = [];
  return {
    by: "tokens",
    text: () => model.detokenize(written),
    async next(options) {
      const result = await model.continue({ tokens: [...prompt, ...written] }, options);
      if (result.tokens === null) throw new Error("The engine takes token ids but tells none.");
      written.push(...result.tokens);
      return result;
    },
  };
}
