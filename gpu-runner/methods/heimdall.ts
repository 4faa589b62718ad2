import { heimdall as card } from "@/catalog/methods/heimdall";
import { fillPrompt } from "./fill-prompt";
import { finalText } from "./final-text";
import { type Assessor, methodPrompt } from "./method";
import { problemText } from "./problem-messages";
import { verifierSampling } from "./verifier-sampling";

const VERDICT = /<verdict>\s*([01])\s*<\/verdict>/g;

/** A verifier judges the final text of a solution, `votes` times: 1 holds it for right, 0 for wrong. */
export const heimdall: Assessor = {
  id: card.id,
  async assess(problem, solution, params, ctx, give) {
    const model = ctx.model("verifier");
    const content = fillPrompt(methodPrompt(card, "verify"), {
      problem: problemText(problem),
      solution: finalText(solution.response),
    });
    const sampling = verifierSampling(model, params);
    for (let vote = 0; vote < Number(params.votes); vote++) {
      const { text } = await model.generate({ messages: [{ role: "user", content }] }, { sampling });
      give(readVerdict(text));
    }
  },
};

/** The last verdict of a reply; one without any cannot be read. */
export function readVerdict(text: string): { value: number | null; label: string | null } {
  const label = [...text.matchAll(VERDICT)].at(-1)?.[1] ?? null;
  return { value: label === null ? null : Number(label), label };
}
