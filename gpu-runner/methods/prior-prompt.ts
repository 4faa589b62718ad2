import type { MethodCard } from "@/contracts/method";
import { type Method, methodPrompt } from "./method";
import { withInstruction } from "./problem-messages";
import { tagSections } from "./tag-sections";
import { wholeText } from "./whole-text";

/** One call that asks for a section of its own before the answer; records whether the reply kept to the tags. */
export function priorPrompt(card: MethodCard, tag: string): Method {
  const instruction = methodPrompt(card, "instruction");
  return {
    id: card.id,
    async run(_problem, _params, ctx) {
      const result = await ctx.model().generate({ messages: withInstruction(ctx.messages(), instruction) });
      const { valid, sections } = tagSections(wholeText(result), [tag, "answer"]);
      return {
        answer: null,
        response: result.text,
        reasoning: result.reasoning,
        finishReason: result.finishReason,
        artifacts: {
          strategy: tag,
          formatValid: valid,
          priorCharacters: sections[tag]?.length ?? null,
          answerCharacters: sections.answer?.length ?? null,
        },
      };
    },
  };
}
