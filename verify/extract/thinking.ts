const MARKS: readonly (readonly [open: string, close: string])[] = [
  ["<think>", "</think>"],
  ["<thinking>", "</thinking>"],
  ["<|begin_of_thought|>", "<|end_of_thought|>"],
  ["<reasoning>", "</reasoning>"],
  ["[THINK]", "[/THINK]"],
  ["◁think▷", "◁/think▷"],
];

/**
 * Where the part after thinking begins. A closing mark without an opening one counts (chat templates often put the
 * opening mark into the prompt); an opening mark that is never closed leaves nothing, and the answer is text.length.
 */
export function afterThinking(text: string): number {
  let start = 0;
  for (const [open, close] of MARKS) {
    const closed = text.lastIndexOf(close);
    const from = closed < 0 ? 0 : closed + close.length;
    if (
      text.indexOf(open, from) >= 0 &&
      onlySpaceBetween(text, closed < 0 ? 0 : from, text.indexOf(open, from))
    ) {
      return text.length;
    }
    start = Math.max(start, from);
  }
  return start;
}

function onlySpaceBetween(text: string, from: number, to: number): boolean {
  return text.slice(from, to).trim() === "";
}
