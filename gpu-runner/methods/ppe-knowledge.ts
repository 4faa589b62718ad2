import { ppeKnowledge as card } from "@/catalog/methods/ppe-knowledge";
import { priorPrompt } from "./prior-prompt";

/** Recalled facts inside `<knowledge>`, then the answer. */
export const ppeKnowledge = priorPrompt(card, "knowledge");
