import { ppeExamples as card } from "@/catalog/methods/ppe-examples";
import { priorPrompt } from "./prior-prompt";

/** Examples that nobody gave inside `<examples>`, then the answer. */
export const ppeExamples = priorPrompt(card, "examples");
