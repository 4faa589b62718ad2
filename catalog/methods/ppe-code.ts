import { priorPromptCard } from "./prior-prompt";

export const ppeCode = priorPromptCard({
  id: "ppe-code",
  title: "Prior prompt: code",
  summary: "Asks for code as the form of reasoning inside a tag; the code is not run (program of thought).",
  instruction:
    "First work the solution out as program code inside <code> and </code>; the code is read, not run.",
});
