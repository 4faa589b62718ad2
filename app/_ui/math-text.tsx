import "katex/dist/katex.min.css";
import katex from "katex";
import { Fragment, type ReactNode } from "react";

/** Longer texts are shown as they are: a page must not hang on a model's output. */
const MAX_MATH_CHARACTERS = 2_000;
const MAX_FORMULAS = 400;

const OPENERS = [
  { open: "$$", close: "$$", display: true },
  { open: "\\[", close: "\\]", display: true },
  { open: "\\(", close: "\\)", display: false },
  { open: "$", close: "$", display: false },
] as const;

/** Models often box an answer outside any dollar signs. */
const BOX = "\\boxed{";

/**
 * Untrusted text with its LaTeX set by KaTeX. Everything else stays text: no HTML, no links, no images.
 * One linear scan; a formula without an end, with a line break in `$…$`, or too long is left as written.
 */
export function MathText({ text }: { text: string }) {
  return <div className="whitespace-pre-wrap break-words">{splitMath(text).map(renderPart)}</div>;
}

export type MathPart = { kind: "text" | "formula"; text: string; display: boolean };

/** A text cut at its formulas, whose signs are taken off. */
export function splitMath(text: string): MathPart[] {
  const parts: MathPart[] = [];
  let plainFrom = 0;
  let position = 0;
  let formulas = 0;
  while (position < text.length && formulas < MAX_FORMULAS) {
    const boxEnd = text.startsWith(BOX, position) ? bracesEnd(text, position + BOX.length) : -1;
    if (boxEnd > 0) {
      if (position > plainFrom)
        parts.push({ kind: "text", text: text.slice(plainFrom, position), display: false });
      parts.push({ kind: "formula", text: text.slice(position, boxEnd), display: false });
      position = boxEnd;
      plainFrom = position;
      formulas += 1;
      continue;
    }
    const opener = OPENERS.find((candidate) => text.startsWith(candidate.open, position));
    const end = opener === undefined ? -1 : formulaEnd(text, position + opener.open.length, opener.close);
    if (opener === undefined || end < 0) {
      position += 1;
      continue;
    }
    if (position > plainFrom)
      parts.push({ kind: "text", text: text.slice(plainFrom, position), display: false });
    parts.push({
      kind: "formula",
      text: text.slice(position + opener.open.length, end),
      display: opener.display,
    });
    position = end + opener.close.length;
    plainFrom = position;
    formulas += 1;
  }
  if (plainFrom < text.length) parts.push({ kind: "text", text: text.slice(plainFrom), display: false });
  return parts;
}

/** Position after the brace that closes the one before `from`; -1 where it is not closed within the limit. */
function bracesEnd(text: string, from: number): number {
  let depth = 1;
  for (let position = from; position < Math.min(text.length, from + MAX_MATH_CHARACTERS); position++) {
    if (text[position] === "{") depth += 1;
    if (text[position] === "}") depth -= 1;
    if (depth === 0) return position + 1;
  }
  return -1;
}

function formulaEnd(text: string, from: number, close: string): number {
  const window = text.slice(from, from + MAX_MATH_CHARACTERS);
  const found = window.indexOf(close);
  if (found <= 0) return -1;
  // A lone dollar is money more often than an unclosed formula: `$…$` stays on one line and starts without a space.
  if (
    close === "$" &&
    (window.slice(0, found).includes("\n") ||
      (/^[\s\d.,]/.test(window) === true && /\s$/.test(window.slice(0, found))))
  )
    return -1;
  return from + found;
}

function renderPart(part: MathPart, index: number): ReactNode {
  if (part.kind === "text") return <Fragment key={index}>{part.text}</Fragment>;
  const html = katex.renderToString(part.text, {
    displayMode: part.display,
    throwOnError: false,
    trust: false,
    strict: "ignore",
    maxSize: 20,
    maxExpand: 200,
    output: "htmlAndMathml",
  });
  // biome-ignore lint/security/noDangerouslySetInnerHtml: KaTeX's own markup, made with trust off; the text itself is escaped by it.
  return <span key={index} dangerouslySetInnerHTML={{ __html: html }} />;
}
