import { isDigit, isSpace } from "../extract/scan";

const NONE: ReadonlySet<number> = new Set();

/**
 * Positions of the dollar signs that delimit formulas; the others mean money. A pair delimits when what it encloses does
 * not end in an operator and no digit follows it, so `$3+$2` and `$5 and $10` are sums of money.
 */
export function formulaDollars(text: string): ReadonlySet<number> {
  if (!text.includes("$")) return NONE;
  const found: number[] = [];
  for (let at = text.indexOf("$"); at >= 0; at = text.indexOf("$", at + 1))
    if (text[at - 1] !== "\\") found.push(at);
  const delimiters = new Set<number>();
  for (let i = 0; i + 1 < found.length; i++) {
    const open = found[i] ?? 0;
    const close = found[i + 1] ?? 0;
    if (close === open + 1) {
      delimiters.add(open).add(close);
      i++;
    } else if (!isDigit(text.charCodeAt(close + 1)) && !endsOpen(text, open, close)) {
      delimiters.add(open).add(close);
      i++;
    }
  }
  return delimiters;
}

function endsOpen(text: string, open: number, close: number): boolean {
  let last = close - 1;
  while (last > open && isSpace(text.charCodeAt(last))) last--;
  return last > open && "+-*/=(<>,".includes(text[last] ?? "");
}
