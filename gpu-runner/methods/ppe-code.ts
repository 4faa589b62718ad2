import { ppeCode as card } from "@/catalog/methods/ppe-code";
import { priorPrompt } from "./prior-prompt";

/** Code as reasoning inside `<code>`, never executed, then the answer. */
export const ppeCode = priorPrompt(card, "code");
