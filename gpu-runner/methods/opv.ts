import { opv as card } from "@/catalog/methods/opv";
import { fillPrompt } from "./fill-prompt";
import { finalText } from "./final-text";
import { type Assessor, methodPrompt } from "./method";
import { problemText } from "./problem-messages";
import { verifierSampling } from "./verifier-sampling";
import { wholeText } from "./whole-text";

const STEP = /\\box(?:ed)?\s*\{\s*(?:STEP)?\s*(-?\d+)\s*\}/gi;

/** A verifier looks for the first wrong step of a solution, `votes` times; the label is `STEP` and its index, −1 for none. */
export const opv: Assessor = {
  id: card.id,
  async assess(problem, solution, params, ctx, give) {
    const asked = problemText(problem);
    let steps = paragraphsOf(finalText(solution.response));
    if (params.resummarise === true) {
      const model = ctx.model("summariser");
      const whole = wholeText({ text: solution.response, reasoning: solution.reasoning });
      const content = fillPrompt(methodPrompt(card, "summarise"), { problem: asked, solution: whole });
      const maxTokens = Math.min(Number(params.summaryTokens), model.sampling.maxTokens);
      const { text } = await model.generate(
        { messages: [{ role: "user", content }] },
        { sampling: { maxTokens } },
      );
      steps = stepsOf(finalText(text));
    }
    const model = ctx.model("verifier");
    const numbered = steps.map((step, index) => `STEP${index}: ${step}`).join("\n\n");
    const content = fillPrompt(methodPrompt(card, "verify"), { problem: asked, steps: numbered });
    const sampling = verifierSampling(model, params);
    for (let vote = 0; vote < Number(params.votes); vote++) {
      const { text } = await model.generate({ messages: [{ role: "user", content }] }, { sampling });
      const step = readFirstError(text, steps.length);
      give({
        value: step === null ? null : step === -1 ? 1 : 0,
        label: step === null ? null : `STEP${step}`,
      });
    }
  },
};

/** The last named step of a reply: −1 where all are right; null where none is named or it is out of range. */
export function readFirstError(text: string, steps: number): number | null {
  const found = [...text.matchAll(STEP)].at(-1)?.[1];
  if (found === undefined) return null;
  const step = Number(found);
  return step >= -1 && step < steps ? step : null;
}

/** Steps of a summary: what lies between lines that hold only `---`. */
export function stepsOf(summary: string): string[] {
  const steps = summary
    .split(/^[ \t]*---[ \t]*$/m)
    .map((step) => step.trim())
    .filter((step) => step !== "");
  return steps.length === 0 ? [summary.trim()] : steps;
}

/** Steps of a text that nobody summarised: its paragraphs (our reading). */
export function paragraphsOf(text: string): string[] {
  const paragraphs = text
    .split(/\n\s*\n/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
  return paragraphs.length === 0 ? [text.trim()] : paragraphs;
}
