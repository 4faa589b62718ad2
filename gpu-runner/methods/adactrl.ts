import { adactrl as card } from "@/catalog/methods/adactrl";
import { type Method, methodPrompt } from "./method";
import { withInstruction } from "./problem-messages";
import { tagSections } from "./tag-sections";
import { wholeText } from "./whole-text";

const FORCED: Record<string, string> = { forceEasy: "[Easy]", forceHard: "[Hard]" };

/** A reply that starts with a difficulty tag, the model's own or a forced one. */
export const adactrl: Method = {
  id: card.id,
  async run(_problem, params, ctx) {
    const messages = withInstruction(ctx.messages(), methodPrompt(card, "instruction"));
    const forced = FORCED[String(params.mode)] ?? "";
    const model = ctx.model();
    const result =
      forced === "" ? await model.generate({ messages }) : await model.continue({ messages, text: forced });
    const whole = forced + wholeText(result);
    const { valid, sections } = tagSections(whole, ["think", "answer"]);
    const tag = difficultyTag(forced + result.text);
    return {
      answer: null,
      response: forced + result.text,
      reasoning: result.reasoning,
      finishReason: result.finishReason,
      artifacts: {
        mode: params.mode,
        tag,
        formatValid: tag !== null && valid,
        thinkingCharacters: sections.think?.length ?? null,
      },
    };
  },
};

/** The tag that the first six characters of a reply are; null where they are none. */
export function difficultyTag(text: string): "Easy" | "Hard" | null {
  const start = text.slice(0, 6);
  if (start === "[Easy]") return "Easy";
  return start === "[Hard]" ? "Hard" : null;
}
