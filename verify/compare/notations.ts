/** Regular expressions run on short answers only. */
const MAX_CHARS = 400;

const PART = String.raw`(?:\{\s*([A-Za-z0-9+\-]{1,12})\s*\}|([A-Za-z0-9]))`;
const PLAIN_LETTER = /\\(?:mathrm|text|mathbf|operatorname|rm)\s*\{?\s*([CPA])\s*\}?(?=\s*[_^({])/g;
const LOWER_FIRST = new RegExp(String.raw`\b([CPA])\s*_\s*${PART}\s*\^\s*${PART}`, "g");
const UPPER_FIRST = new RegExp(String.raw`\b([CPA])\s*\^\s*${PART}\s*_\s*${PART}`, "g");
const CALLED = /\b([CP])\s*\(\s*([A-Za-z0-9+-]{1,12})\s*,\s*([A-Za-z0-9+-]{1,12})\s*\)/g;

/**
 * Other ways to read notation that has more than one meaning, for when the first reading of two answers differs: each is
 * the answer written anew. `other` is the text it is compared with.
 */
export function notationReadings(text: string, other: string): string[] {
  if (text.length > MAX_CHARS || other.length > MAX_CHARS) return [];
  if (!/[CPAUIj]|to\b|Omega|ell\b|mathbf|[A-Za-z]$/.test(text)) return [];
  const readings: string[] = [];
  const counted = combinations(text);
  if (counted !== text && combinations(other) === other) readings.push(counted);
  if (/[)\]]\s*U\s*[([]/.test(text)) readings.push(text.replace(/([)\]])\s*U\s*(?=[([])/g, "$1\\cup "));
  if (/\\mathbf\s*\{?\s*[RZNQC]\b/.test(text))
    readings.push(text.replace(/\\mathbf\s*\{?\s*([RZNQC])\s*\}?/g, "\\mathbb{$1}"));
  const unit = /\\(?:text|mathrm|mbox|textrm)\s*\{\s*~?\s*([A-Za-z])\s*\}\s*\.?$/.exec(other)?.[1];
  if (unit !== undefined && new RegExp(`\\d(?:\\s|\\\\[, ]|~)*${unit}$`).test(text))
    readings.push(`${text.slice(0, -1)}\\text{ ${unit}}`);
  const imaginary = imaginaryLetter(text, other);
  if (imaginary !== null) readings.push(imaginary);
  const ratio = /^\s*(?:\\text\{\s*)?(\d[\d.]*)\s*(?:\\text\{\s*to\s*\}|\bto\b)\s*(\d[\d.]*)\s*\}?\s*$/.exec(
    text,
  );
  if (ratio !== null) readings.push(`${ratio[1]}:${ratio[2]}`);
  if (/\\(?:Omega|ell)\b/.test(text) && /ohm|lit(?:er|re)|\bL\b/.test(other))
    readings.push(text.replace(/\\Omega\b/g, "\\text{ ohm}").replace(/\\ell\b/g, "\\text{ L}"));
  return readings;
}

/** `C_{10}^3`, `C(10,3)`, `P(10,3)`, `A_{10}^3` as binomials and numbers of arrangements. */
function combinations(text: string): string {
  if (!/[CPA]/.test(text)) return text;
  const plain = text.replace(PLAIN_LETTER, "$1");
  return plain
    .replace(LOWER_FIRST, (_, letter, n1, n2, k1, k2) => counted(letter, n1 ?? n2, k1 ?? k2))
    .replace(UPPER_FIRST, (_, letter, k1, k2, n1, n2) => counted(letter, n1 ?? n2, k1 ?? k2))
    .replace(CALLED, (_, letter, n, k) => counted(letter, n, k));
}

/** Of two numbers the larger one is chosen from, as some write it above and some below. */
function counted(letter: string, first: string, second: string): string {
  const isTurned = Number(first) < Number(second);
  const [n, k] = isTurned ? [second, first] : [first, second];
  return letter === "C" ? `\\binom{${n}}{${k}}` : `\\frac{(${n})!}{(${n}-(${k}))!}`;
}

/** `3+4I` and `3+4j` where the other side writes `i` and never that letter. */
function imaginaryLetter(text: string, other: string): string | null {
  if (!/(?:^|[^A-Za-z\\])i(?![A-Za-z])/.test(other)) return null;
  for (const letter of ["I", "j"]) {
    const alone = new RegExp(`(?<![A-Za-z\\\\])${letter}(?![A-Za-z])`, "g");
    if (alone.test(text) && !other.includes(letter) && !/(?<![A-Za-z\\])i(?![A-Za-z])/.test(text))
      return text.replace(alone, "i");
  }
  return null;
}
