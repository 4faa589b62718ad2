import { priorPromptCard } from "./prior-prompt";

export const ppeExamples = priorPromptCard({
  id: "ppe-examples",
  title: "Prior prompt: examples",
  summary:
    "Asks for examples of similar problems inside a tag before the answer, although none are given (null-shot).",
  instruction:
    "First go through examples of similar problems and their solutions inside <examples> and </examples>.",
});
