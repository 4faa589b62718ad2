import type { AskedProblem } from "@/contracts/runner";
import type { Message } from "@/contracts/sample";

export type BenchmarkPrompt = { instruction: string; system: string | null };

/** Statement and lettered options, without any instruction. */
export function problemText({ statement, options }: Pick<AskedProblem, "statement" | "options">): string {
  const lettered = options?.map((option, index) => `(${String.fromCharCode(65 + index)}) ${option}`);
  return lettered === undefined ? statement : `${statement}\n\n${lettered.join("\n")}`;
}

/** How a problem is asked: statement, lettered options if there are any, then the benchmark's instruction. */
export function problemMessages(problem: AskedProblem, prompt: BenchmarkPrompt): Message[] {
  const content = [problemText(problem), prompt.instruction].filter((part) => part !== "").join("\n\n");
  const user: Message = { role: "user", content };
  return prompt.system === null ? [user] : [{ role: "system", content: prompt.system }, user];
}

/** The same conversation with an instruction below its last message. */
export function withInstruction(messages: readonly Message[], instruction: string): Message[] {
  return messages.map((message, index) =>
    index === messages.length - 1 ? { ...message, content: `${message.content}\n\n${instruction}` } : message,
  );
}
