import { planThenAct as card } from "@/catalog/methods/plan-then-act";
import type { EngineResult } from "../engines/engine";
import { type Method, type MethodContext, type MethodResult, methodPrompt } from "./method";
import { withInstruction } from "./problem-messages";
import { tagSections } from "./tag-sections";
import { wholeText } from "./whole-text";

type PlanTokens = { planTokens: number };

/** A plan before the reasoning: in the same reply, or in a call of its own (plan-then-action, PTA). */
export const planThenAct: Method = {
  id: card.id,
  async run(_problem, params, ctx) {
    const planTokens = Number(params.planTokens);
    switch (params.variant) {
      case "twoCall":
        return planned(ctx, { planTokens, plans: 1, continuations: 1 }, "twoCall");
      case "planQuality": {
        const [plans, continuations] = [Number(params.plans), Number(params.continuations)];
        return planned(ctx, { planTokens, plans, continuations }, "planQuality");
      }
      case "noPlan":
        return inOneCall(ctx, "noPlan", ["think", "answer"]);
      default:
        return inOneCall(ctx, "oneCall", ["plan", "think", "answer"]);
    }
  },
};

async function inOneCall(
  ctx: MethodContext,
  variant: "oneCall" | "noPlan",
  tags: readonly string[],
): Promise<MethodResult> {
  const messages = withInstruction(ctx.messages(), methodPrompt(card, variant));
  const result = await ctx.model().generate({ messages });
  const text = wholeText(result);
  const { valid, sections } = tagSections(text, tags);
  return ended(result, {
    variant,
    formatValid: valid,
    plan: sections.plan ?? null,
    thinkingCharacters: sections.think?.length ?? null,
    textCharacters: text.length,
    replyTokens: result.completionTokens,
  });
}

/** Each plan is carried out so many times; the first execution of the first plan is what is judged. */
async function planned(
  ctx: MethodContext,
  sizes: PlanTokens & { plans: number; continuations: number },
  variant: string,
): Promise<MethodResult> {
  const tried = [];
  let judged: EngineResult | null = null;
  for (let index = 0; index < sizes.plans; index++) {
    const { plan, tokens } = await writePlan(ctx, sizes);
    const instruction = methodPrompt(card, "act").replace("{plan}", () => plan);
    const answers: (string | null)[] = [];
    for (let turn = 0; turn < sizes.continuations; turn++) {
      const result = await ctx.model().generate({ messages: withInstruction(ctx.messages(), instruction) });
      answers.push(ctx.extract(wholeText(result)));
      judged ??= result;
    }
    tried.push({ plan, tokens, answers });
  }
  if (judged === null) throw new Error("A plan has to be carried out at least once.");
  const text = wholeText(judged);
  const { valid, sections } = tagSections(text, ["think", "answer"]);
  return ended(judged, {
    variant,
    formatValid: valid,
    plan: tried[0]?.plan ?? null,
    plans: tried,
    thinkingCharacters: sections.think?.length ?? null,
    textCharacters: text.length,
    replyTokens: judged.completionTokens,
  });
}

/** A plan of its own call: what stands inside the tag, or the whole text where the model used none. */
async function writePlan(
  ctx: MethodContext,
  { planTokens }: PlanTokens,
): Promise<{ plan: string; tokens: number | null }> {
  const model = ctx.model();
  const maxTokens = Math.min(planTokens, model.sampling.maxTokens);
  const result = await model.generate(
    { messages: withInstruction(ctx.messages(), methodPrompt(card, "plan")) },
    { stop: ["</plan>"], sampling: { maxTokens } },
  );
  const opened = result.text.lastIndexOf("<plan>");
  const plan = opened < 0 ? result.text : result.text.slice(opened + "<plan>".length);
  return { plan: plan.trim(), tokens: result.completionTokens };
}

function ended(result: EngineResult, artifacts: Record<string, unknown>): MethodResult {
  return {
    answer: null,
    response: result.text,
    reasoning: result.reasoning,
    finishReason: result.finishReason,
    artifacts,
  };
}
