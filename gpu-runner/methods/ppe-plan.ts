import { ppePlan as card } from "@/catalog/methods/ppe-plan";
import { priorPrompt } from "./prior-prompt";

/** A plan inside `<plan>`, then the answer. */
export const ppePlan = priorPrompt(card, "plan");
