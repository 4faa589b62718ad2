import { priorPromptCard } from "./prior-prompt";

export const ppeKnowledge = priorPromptCard({
  id: "ppe-knowledge",
  title: "Prior prompt: knowledge",
  summary:
    "Asks for the facts, definitions and formulas that matter inside a tag before the answer (generated knowledge).",
  instruction:
    "First recall the facts, definitions and formulas that the problem needs inside <knowledge> and </knowledge>.",
});
