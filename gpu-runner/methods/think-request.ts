import { THINK_INSTRUCTION } from "@/catalog/methods/think-tags";
import type { MethodParams } from "@/contracts/method";
import type { Message } from "@/contracts/sample";
import type { MethodContext } from "./method";
import { withInstruction } from "./problem-messages";
import type { ThinkTags } from "./whole-text";

/** The benchmark's prompt with the request to think inside the run's tags, and those tags. */
export function thinkRequest(
  ctx: MethodContext,
  params: MethodParams,
): { messages: Message[]; tags: ThinkTags } {
  const tags = { start: String(params.thinkStart), end: String(params.thinkEnd) };
  const instruction = THINK_INSTRUCTION.replace("{start}", () => tags.start).replace("{end}", () => tags.end);
  return { messages: withInstruction(ctx.messages(), instruction), tags };
}
