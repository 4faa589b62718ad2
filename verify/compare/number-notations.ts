const MAX_CHARS = 64;
const INDIAN = /^-?\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d{1,12})?$/;
const DOTTED_THOUSANDS = /^(-?\d{1,3}(?:\.\d{3}){2,6})(?:,(\d{1,12}))?$/;
const SHORT_MONEY = /^(\\?[$€£₹])\s?(\d{1,6}(?:\.\d{1,6})?)\s?(?:\\(?:text|mathrm)\s*\{\s*)?([KkMB])\s*\}?$/;
const PREFIXED = /^0([xXbBoO])([0-9A-Fa-f]{1,32})$/;
const REMAINDER = /^(-?\d{1,30})\s*\(?\s*\\?[bp]?mod\b\s*\{?\s*\d{1,30}\s*\}?\s*\)?$/;
const SHARE = /^(?:\\text\s*\{)?\s*(\d{1,9})\s(?:in|out of)\s(\d{1,9})\s*\}?$/;
const ORDINAL = /\d\s*\^?\s*\{?\s*(?:\\(?:text|mathrm|textsuperscript)\s*\{?\s*)?(?:st|nd|rd|th)\b/;
const ORDINAL_WORDS: readonly string[] =
  `zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth
  sixteenth seventeenth eighteenth nineteenth twentieth`.split(/\s+/);
const SCALES: ReadonlyMap<string, string> = new Map([
  ["K", "1000"],
  ["k", "1000"],
  ["M", "1000000"],
  ["B", "1000000000"],
]);
const BASES: ReadonlyMap<string, number> = new Map([
  ["x", 16],
  ["b", 2],
  ["o", 8],
]);

/**
 * A number in a notation of its own, written plainly: Indian groups (`1,50,000`), dots between thousands (`1.000.000`),
 * `$70K`, `1 in 6`, a remainder with its modulus, `0x2A` where `other` names its base, and ordinals in words where `other` is an ordinal.
 */
export function plainNumber(text: string, other: string): string | null {
  if (text.length > MAX_CHARS) return null;
  const plain = text.trim();
  if (INDIAN.test(plain)) return plain.replaceAll(",", "");
  const dotted = DOTTED_THOUSANDS.exec(plain);
  if (dotted !== null)
    return (dotted[1] ?? "").replaceAll(".", "") + (dotted[2] === undefined ? "" : `.${dotted[2]}`);
  const money = SHORT_MONEY.exec(plain);
  if (money !== null) return `${money[1]}(${money[2]}*${SCALES.get(money[3] ?? "") ?? "1"})`;
  const prefixed = PREFIXED.exec(plain);
  const base = BASES.get((prefixed?.[1] ?? "").toLowerCase());
  if (prefixed !== null && base !== undefined && /_/.test(other)) {
    const value = [...(prefixed[2] ?? "").toLowerCase()].map((digit) => Number.parseInt(digit, 36));
    return value.every((digit) => digit < base) ? String(BigInt(plain.toLowerCase())) : null;
  }
  const share = SHARE.exec(plain);
  if (share !== null) return `\\frac{${share[1]}}{${share[2]}}`;
  const remainder = REMAINDER.exec(plain);
  if (remainder !== null) return /mod/.test(other) ? null : (remainder[1] ?? null);
  const ordinal = ORDINAL.test(other) ? ORDINAL_WORDS.indexOf(wordOf(plain)) : -1;
  return ordinal < 0 ? null : String(ordinal);
}

function wordOf(text: string): string {
  return (/^(?:\\text\s*\{)?\s*(?:the\s+)?([a-z]+)\s*\}?$/i.exec(text)?.[1] ?? "").toLowerCase();
}
