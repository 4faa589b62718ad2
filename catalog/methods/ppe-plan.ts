import { priorPromptCard } from "./prior-prompt";

export const ppePlan = priorPromptCard({
  id: "ppe-plan",
  title: "Prior prompt: plan",
  summary: "Asks for a plan inside a tag before the answer (plan and solve).",
  instruction: "First write a plan for solving the problem inside <plan> and </plan>, and carry it out.",
});
