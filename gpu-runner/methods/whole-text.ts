import type { EngineResult } from "../engines/engine";

/** The tags around thinking: those of the run's parameters, or the common ones. */
export type ThinkTags = { start: string; end: string };
export const THINK_TAGS: ThinkTags = { start: "<think>", end: "</think>" };

/** What the model wrote as one text, also where its server sends the reasoning apart. */
export function wholeText(result: Pick<EngineResult, "text" | "reasoning">, tags = THINK_TAGS): string {
  if (result.reasoning === null) return result.text;
  return `${tags.start}${result.reasoning}${tags.end}${result.text}`;
}
