const TAGS: readonly (readonly [open: string, close: string])[] = [
  ["<answer>", "</answer>"],
  ["<final_answer>", "</final_answer>"],
  ["<|begin_of_box|>", "<|end_of_box|>"],
];

/** The last `<answer>…</answer>` span of each tag, in order; a tag that is never closed reaches to the end of the text. */
export function findTags(text: string, from: number): { start: number; end: number }[] {
  const spans: { start: number; end: number }[] = [];
  for (const [open, close] of TAGS) {
    const last = text.lastIndexOf(open);
    if (last < from) continue;
    const start = last + open.length;
    const closed = text.indexOf(close, start);
    if (closed >= 0) spans.push({ start, end: closed });
    else {
      const previousClose = text.lastIndexOf(close);
      const previousOpen = previousClose < 0 ? -1 : text.lastIndexOf(open, previousClose);
      if (previousOpen >= from) spans.push({ start: previousOpen + open.length, end: previousClose });
      else spans.push({ start, end: text.length });
    }
  }
  return spans.sort((a, b) => a.start - b.start);
}
