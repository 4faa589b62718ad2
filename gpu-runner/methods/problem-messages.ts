import type { AskedProblem } from "@/contracts/runner";
import type { Message } from "@/contracts/sample";

export type BenchmarkPrompt = { instruction: string; system: string | null };

/** How a problem is asked: statement, lettered options if there are any, then the benchmark's instruction. */
export function problemMessages(problem: AskedProblem, prompt: BenchmarkPrompt): Message[] {
  const options = problem.options?.map((option, index) => `(${String.fromCharCode(65 + index)}) ${option}`);
  const parts = [problem.statement, options?.join("\n"), prompt.instruction];
  const content = parts.filter((part) => part !== undefined && part !== "").join("\n\n");
  const user: Message = { role: "user", content };
  return prompt.system === null ? [user] : [{ role: "system", content: prompt.system }, user];
}
