import type { EngineResult } from "../engines/engine";
import type { ThinkTags } from "./whole-text";

export type Thinking = {
  /** Everything before the thinking, its opening tag included. */
  head: string;
  thinking: string;
  /** False where the block never ends. */
  closed: boolean;
  /** What follows the closing tag. */
  rest: string;
  /** False where the reply has no thinking block: then `thinking` is the whole text. */
  found: boolean;
};

/**
 * Takes a reply apart at its last thinking block. A block that never closes reaches to the end; a reply that closes a
 * block which it did not open began inside it, as some chat templates have it.
 */
export function splitThinking(text: string, { start, end }: ThinkTags): Thinking {
  const open = text.lastIndexOf(start);
  const from = open < 0 ? 0 : open + start.length;
  const close = text.indexOf(end, from);
  if (open < 0 && close < 0) return { head: "", thinking: text, closed: false, rest: "", found: false };
  return {
    head: open < 0 ? start : text.slice(0, from),
    thinking: text.slice(from, close < 0 ? undefined : close),
    closed: close >= 0,
    rest: close < 0 ? "" : text.slice(close + end.length),
    found: true,
  };
}

/** What a continuation added, also where the server sends the rest of the thinking apart. */
export function addedText(result: Pick<EngineResult, "text" | "reasoning">, { end }: ThinkTags): string {
  if (result.reasoning === null) return result.text;
  return result.text === "" ? result.reasoning : `${result.reasoning}${end}${result.text}`;
}
