import { closingBrace, skipSpace } from "./scan";

const MAX_COLUMN = 8000;
const COLUMN = /^\\begin\{([pb]?matrix|array)\}([^&]*)\\end\{\1\}$/;

/**
 * A formula whose pieces were set as the rows of a column (`\frac{ \\ 3 \\ }{ \\ 2 \\ }`), written in one line again;
 * `null` for anything else. No vector breaks its rows inside a braced argument, so those stay as they are.
 */
export function flattenedColumn(text: string): string | null {
  if (text.length > MAX_COLUMN) return null;
  const inner = COLUMN.exec(text.trim())?.[2];
  if (inner === undefined || !/\{\s*\\\\|\^\{\s*\}/.test(inner)) return null;
  const rows = inner
    .split("\\\\")
    .map((row) => row.replaceAll("\\,", " ").trim())
    .filter((row) => row !== "");
  const line = rows.map((row) => (/^\d+$/.test(row) ? `{${row}}` : row)).join(" ");
  return withoutHalfFractions(
    line.replace(/\\[dt]?frac\s*\{\s*\}/g, "").replace(/\^\s*\{\s*\}\s*(?=\{)/g, "^"),
  );
}

/** `\frac{a} / b`: the slash divides, so the command with one argument says nothing. */
function withoutHalfFractions(line: string): string {
  let out = line;
  for (let at = out.indexOf("\\frac"); at >= 0; at = out.indexOf("\\frac", at + 1)) {
    const open = skipSpace(out, at + 5);
    const close = out[open] === "{" ? closingBrace(out, open) : -1;
    if (close > 0 && out[skipSpace(out, close + 1)] === "/") out = out.slice(0, at) + out.slice(open);
  }
  return out;
}
