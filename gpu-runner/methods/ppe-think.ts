import { ppeThink as card } from "@/catalog/methods/ppe-think";
import { priorPrompt } from "./prior-prompt";

/** Reasoning inside `<think>`, then the answer. */
export const ppeThink = priorPrompt(card, "think");
