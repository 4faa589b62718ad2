import type { Box } from "./boxes";
import type { Span } from "./candidates";

const MAX_GAP = 80;
/** Words between two boxes that make the later one a second thought, not a second part. */
const CORRECTIONS =
  /\b(?:then|wait|actually|no|not|but|instead|hmm|so|therefore|thus|hence|final|answer|correct|corrected|maybe|rather)\b/i;

/** The last boxes that together are one answer in parts: neighbours joined by a comma, a semicolon, "and" or "or". */
export function lastBoxGroup(text: string, boxes: readonly Box[]): Box[] {
  const last = boxes.at(-1);
  if (last === undefined) return [];
  const group = [last];
  for (let i = boxes.length - 2; i >= 0; i--) {
    const [box, next] = [boxes[i], group[0]];
    if (box === undefined || next === undefined || !joins(text, box.outerEnd, next.outerStart)) break;
    group.unshift(box);
  }
  return group;
}

function joins(text: string, from: number, to: number): boolean {
  if (to - from > MAX_GAP) return false;
  if (from === to) return true;
  const gap = text.slice(from, to).replace(/\\(?:text|quad|qquad|mbox|textrm|[,;:! ()[\]])|[{}$]/g, " ");
  if (/[.!?](?:\s|$)/.test(gap) || CORRECTIONS.test(gap)) return false;
  return /[,;、]|\b(?:and|or|et|und|y|ou|oder)\b|和|或/i.test(gap);
}

/** A base that stands as a subscript right behind a box with digits, or nothing. */
export function baseBehind(text: string, box: Span & { outerEnd: number }): string {
  const base = /^_(?:\{\d{1,2}\}|\d)/.exec(text.slice(box.outerEnd, box.outerEnd + 6))?.[0] ?? "";
  return base !== "" && /^\(?\d+\)?$/.test(text.slice(box.start, box.end)) ? base : "";
}

/** The end of a percent sign or word that stands right behind a box, or the box's own end. */
export function percentBehind(text: string, box: Span & { outerEnd: number }): boolean {
  const behind = text.slice(box.outerEnd, box.outerEnd + 16).replace(/^(?:\s|\$|\\\)|\})+/, "");
  return /^(?:\\?%|percent\b|pct\b|per cent\b)/i.test(behind);
}
