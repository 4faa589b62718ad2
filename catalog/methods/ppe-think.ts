import { priorPromptCard } from "./prior-prompt";

export const ppeThink = priorPromptCard({
  id: "ppe-think",
  title: "Prior prompt: think",
  summary: "Asks for reasoning step by step inside a tag before the answer (chain of thought).",
  instruction: "First reason step by step inside <think> and </think>.",
});
