import { isStorable } from "@/contracts/storable";
import { type VerifierQuestion, verifierQuestionSchema } from "@/contracts/verifier";
import { questionOf } from "./verifier-policies";

export type Asked =
  | { state: "empty" }
  | { state: "wrong"; message: string }
  | { state: "asked"; question: VerifierQuestion };

/** The question that an address asks, or what is wrong with it. */
export function askedQuestion(values: Record<string, string>): Asked {
  const question = questionOf(values);
  const isBlank = question.gold.trim() === "";
  if (isBlank && question.output.trim() === "") return { state: "empty" };
  if (isBlank) return { state: "wrong", message: "The gold answer is missing." };
  if (!isStorable(question)) return { state: "wrong", message: "A text holds a NUL character." };
  const parsed = verifierQuestionSchema.safeParse(question);
  if (parsed.success) return { state: "asked", question: parsed.data };
  const issue = parsed.error.issues[0];
  return {
    state: "wrong",
    message: `${issue?.path.join(".") ?? "input"}: ${issue?.message ?? "not valid"}.`,
  };
}
