const DECIMAL = /^([+-]?)(\d+\.?\d*|\.\d+)(?:[eE]([+-]?\d{1,6}))?$/;

/**
 * Whether a printed output is the expected one: line by line without trailing blanks, and where texts differ token by
 * token as decimal numbers, exactly or within `tolerance` (absolute and relative).
 */
export function sameOutput(printed: string, expected: string, tolerance: number): boolean {
  const [ours, theirs] = [lines(printed), lines(expected)];
  return (
    ours.length === theirs.length &&
    ours.every((line, index) => sameLine(line, theirs[index] ?? "", tolerance))
  );
}

const lines = (text: string): string[] =>
  text
    .replaceAll("\r\n", "\n")
    .trim()
    .split("\n")
    .map((line) => line.trim());

function sameLine(ours: string, theirs: string, tolerance: number): boolean {
  if (ours === theirs) return true;
  const [left, right] = [ours.split(/\s+/), theirs.split(/\s+/)];
  return (
    left.length === right.length &&
    left.every((token, index) => sameToken(token, right[index] ?? "", tolerance))
  );
}

function sameToken(ours: string, theirs: string, tolerance: number): boolean {
  if (ours === theirs) return true;
  const [left, right] = [canonical(ours), canonical(theirs)];
  if (left === null || right === null) return false;
  if (left === right) return true;
  if (tolerance === 0) return false;
  const [found, wanted] = [Number(ours), Number(theirs)];
  return Math.abs(found - wanted) <= tolerance * Math.max(1, Math.abs(wanted));
}

/** A decimal as digits without outer zeros and a power of ten, so that `1.50` and `15e-1` are the same text. */
function canonical(token: string): string | null {
  const match = DECIMAL.exec(token);
  if (match === null) return null;
  const [whole = "", fraction = ""] = (match[2] ?? "").split(".");
  const digits = `${whole}${fraction}`.replace(/^0+/, "");
  const kept = digits.replace(/0+$/, "");
  if (kept === "") return "0";
  const power = Number(match[3] ?? 0) - fraction.length + (digits.length - kept.length);
  return `${match[1] === "-" ? "-" : ""}${kept}e${power}`;
}
