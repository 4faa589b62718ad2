import { thinkingBudget as card } from "@/catalog/methods/thinking-budget";
import type { MethodParams } from "@/contracts/method";
import type { Message } from "@/contracts/sample";
import type { FinishReason } from "../engines/engine";
import { firstTokens } from "./first-tokens";
import type { Method, MethodContext } from "./method";
import { thinkRequest } from "./think-request";
import { addedText, splitThinking } from "./thinking";
import { type ThinkTags, wholeText } from "./whole-text";

type Taken = {
  budget: number;
  /** Thinking tokens that were used, at most the budget; null where nobody counted them. */
  thinkingTokens: number | null;
  /** Whether thinking had ended by itself within the budget. */
  finished: boolean;
  answer: string | null;
  text: string;
  finishReason: FinishReason | null;
  cutBy: "tokens" | "characters" | "limit";
};

/** Takes the answer at several thinking budgets of one trace (the protocol of T1) and has one of them judged. */
export const thinkingBudget: Method = {
  id: card.id,
  async run(_problem, params, ctx) {
    const asked = Array.isArray(params.budgets) ? params.budgets.map(Number) : [];
    const judged = typeof params.judgedBudget === "number" ? params.judgedBudget : Math.max(...asked);
    const budgets = [...new Set([...asked, judged])].sort((a, b) => a - b);
    const { messages, tags } = thinkRequest(ctx, params);
    const regenerates = params.mode === "regenerate";
    const taken = regenerates
      ? await regenerated(ctx, messages, tags, budgets)
      : await fromOneTrace(ctx, params, messages, tags, budgets);
    const chosen = taken.find(({ budget }) => budget === judged);
    return {
      answer: chosen?.answer ?? null,
      response: chosen?.text ?? "",
      reasoning: null,
      finishReason: chosen?.finishReason ?? null,
      artifacts: {
        mode: params.mode,
        judgedBudget: judged,
        budgets: taken.map(({ text: _text, finishReason: _reason, ...rest }) => rest),
      },
    };
  },
};

async function fromOneTrace(
  ctx: MethodContext,
  params: MethodParams,
  messages: readonly Message[],
  tags: ThinkTags,
  budgets: readonly number[],
): Promise<Taken[]> {
  const model = ctx.model();
  const first = await model.generate({ messages });
  const trace = wholeText(first, tags);
  const { head, thinking, closed } = splitThinking(trace, tags);
  const counted = { completionTokens: first.completionTokens, text: trace };
  const taken: Taken[] = [];
  for (const budget of budgets) {
    const cut = await firstTokens(model, thinking, budget, counted);
    const common = { budget, thinkingTokens: cut.tokens, cutBy: cut.by };
    const finished = closed && cut.text === thinking;
    if (finished) {
      taken.push({ ...common, finished, ...answered(ctx, trace, first.finishReason) });
    } else if (params.mode === "hard-cut") {
      taken.push({ ...common, finished, ...answered(ctx, head + cut.text, "length") });
    } else {
      const text = `${head}${cut.text}\n${tags.end}\n${params.answerCue}`;
      const maxTokens = Math.min(Number(params.answerTokens), model.sampling.maxTokens);
      const result = await model.continue({ messages, text }, { sampling: { maxTokens } });
      taken.push({
        ...common,
        finished,
        ...answered(ctx, text + addedText(result, tags), result.finishReason),
      });
    }
  }
  return taken;
}

async function regenerated(
  ctx: MethodContext,
  messages: readonly Message[],
  tags: ThinkTags,
  budgets: readonly number[],
): Promise<Taken[]> {
  const taken: Taken[] = [];
  for (const budget of budgets) {
    const maxTokens = Math.min(budget, ctx.model().sampling.maxTokens);
    const result = await ctx.model().generate({ messages }, { sampling: { maxTokens } });
    const finished = result.finishReason !== "length";
    const text = wholeText(result, tags);
    const thinkingTokens = result.completionTokens;
    const took = { budget, thinkingTokens, finished, cutBy: "limit" as const };
    taken.push({ ...took, ...answered(ctx, text, result.finishReason) });
  }
  return taken;
}

function answered(
  ctx: MethodContext,
  text: string,
  finishReason: FinishReason | null,
): Pick<Taken, "answer" | "text" | "finishReason"> {
  return { answer: ctx.extract(text), text, finishReason };
}
