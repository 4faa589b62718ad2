import { commandEnd, isDigit, skipSpace } from "./scan";

/** One `\boxed{…}`: `outer` is the whole command, `inner` its content; `closed` is false where the brace is missing. */
export type Box = {
  outerStart: number;
  outerEnd: number;
  start: number;
  end: number;
  closed: boolean;
};

/** Only the last boxes matter; more than this are dropped from the front. */
const MAX_BOXES = 4096;
const BOX_NAMES = new Set(["boxed", "fbox", "framebox", "beginboxed"]);

/**
 * All outermost boxes in order, in one pass with a stack of open braces. A box inside a box is part of the outer one;
 * an unclosed box reaches to the end of its paragraph. `\boxed 5` takes one token.
 */
export function findBoxes(text: string, from: number): Box[] {
  const boxes: Box[] = [];
  let closers: Map<number, number> | null = null;
  let at = from;
  while (at < text.length) {
    const slash = text.indexOf("\\", at);
    if (slash < 0) break;
    const doubled = text[slash + 1] === "\\" ? 1 : 0;
    const end = commandEnd(text, slash + 1 + doubled);
    at = Math.max(doubled === 1 ? 0 : end, slash + 1 + doubled);
    if (!BOX_NAMES.has(text.slice(slash + 1 + doubled, end))) {
      if (doubled === 0 && end === slash + 1) at = slash + 2;
      continue;
    }
    const open = skipSpace(text, end);
    if (text[open] === "{") {
      closers ??= matchBraces(text);
      const box = bracedBox(text, slash, open, closers);
      boxes.push(box);
      at = Math.max(at, box.outerEnd);
      if (!box.closed) at = open + 1;
    } else if (open < text.length && text[open] !== "\\") {
      const stop = bareEnd(text, open);
      boxes.push({ outerStart: slash, outerEnd: stop, start: open, end: stop, closed: true });
    }
    if (boxes.length > MAX_BOXES) boxes.splice(0, MAX_BOXES / 2);
  }
  return boxes;
}

function bracedBox(text: string, slash: number, open: number, closers: Map<number, number>): Box {
  const close = closers.get(open);
  if (close !== undefined) {
    return { outerStart: slash, outerEnd: close + 1, start: open + 1, end: close, closed: true };
  }
  const blank = text.indexOf("\n\n", open);
  const end = blank < 0 ? text.length : blank;
  return { outerStart: slash, outerEnd: end, start: open + 1, end, closed: false };
}

function matchBraces(text: string): Map<number, number> {
  const closers = new Map<number, number>();
  const stack: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 92) at++;
    else if (code === 123) stack.push(at);
    else if (code === 125) {
      const open = stack.pop();
      if (open !== undefined) closers.set(open, at);
    }
  }
  return closers;
}

function bareEnd(text: string, start: number): number {
  let end = start;
  while (end < text.length && (isDigit(text.charCodeAt(end)) || text[end] === ".")) end++;
  return end > start ? end : start + 1;
}
