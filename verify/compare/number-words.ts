const ONES: readonly string[] =
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(
    " ",
  );
const TENS: readonly string[] = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");
const SCALES: ReadonlyMap<string, bigint> = new Map([
  ["thousand", 10n ** 3n],
  ["million", 10n ** 6n],
  ["billion", 10n ** 9n],
  ["trillion", 10n ** 12n],
]);
const PARTS: ReadonlyMap<string, number> = new Map([
  ["half", 2],
  ["halves", 2],
  ["third", 3],
  ["quarter", 4],
  ["fourth", 4],
  ["fifth", 5],
  ["sixth", 6],
  ["seventh", 7],
  ["eighth", 8],
  ["ninth", 9],
  ["tenth", 10],
  ["eleventh", 11],
  ["twelfth", 12],
  ["thirteenth", 13],
  ["fourteenth", 14],
  ["fifteenth", 15],
  ["sixteenth", 16],
  ["twentieth", 20],
  ["hundredth", 100],
  ["thousandth", 1000],
]);
const MAX_CHARS = 160;

/** Whether letters stand in a text that are no LaTeX command, or in a text command. */
export function hasWord(text: string): boolean {
  return /(?:^|[^\\A-Za-z])[A-Za-z]{3}|\\(?:text|mathrm|mbox)/.test(text);
}

/**
 * An English number in words as digits: `one hundred and five`, `negative four`, `two and a half`, `a quarter`,
 * `minus 4`, with one noun behind it at most. `null` for any other text.
 */
export function numberInWords(text: string): string | null {
  if (text.length > MAX_CHARS || !hasWord(text)) return null;
  const plain = text
    .replace(/\\(?:text|textbf|textrm|mbox|mathrm)\b|\\[,;:! ]|[{}$~]/g, " ")
    .toLowerCase()
    .replace(/(?<=[a-z])-(?=[a-z])|,/g, " ")
    .trim();
  if (/[^a-z0-9. ]/.test(plain)) return null;
  const words = plain.split(/\s+/);
  const isNegative = words[0] === "negative" || words[0] === "minus";
  const reader = new WordReader(isNegative ? words.slice(1) : words);
  const value = reader.value();
  const noun = reader.rest();
  const isCounting = noun === "" || (reader.left() === 1 && noun.length > 2 && !/^\d/.test(value ?? ""));
  if (value === null || !isCounting || (!isNegative && value === words[0])) return null;
  return `${isNegative ? "-" : ""}${value}${noun === "" ? "" : `\\text{ ${noun}}`}`;
}

class WordReader {
  private at = 0;

  constructor(private readonly words: readonly string[]) {}

  left(): number {
    return this.words.length - this.at;
  }

  rest(): string {
    return this.words.slice(this.at).join(" ");
  }

  /** A whole number, a fraction, or a whole number with "and a half". */
  value(): string | null {
    if (/^\d+(?:\.\d+)?$/.test(this.word())) {
      this.at++;
      return this.words[this.at - 1] ?? null;
    }
    const part = this.part();
    if (part !== null) return part;
    const whole = this.whole();
    if (whole === null) return null;
    const bottom = PARTS.get(this.word().replace(/s$/, ""));
    if (bottom !== undefined) {
      this.at++;
      return `\\frac{${whole}}{${bottom}}`;
    }
    if (this.word() !== "and") return String(whole);
    const start = this.at++;
    const more = this.part() ?? this.counted();
    if (more === null) this.at = start;
    return more === null ? String(whole) : `(${whole}+${more})`;
  }

  private word(): string {
    return this.words[this.at] ?? "";
  }

  /** `half`, `a half`, `a quarter`. */
  private part(): string | null {
    const skipped = this.word() === "a" || this.word() === "an" ? 1 : 0;
    const name = this.words[this.at + skipped] ?? "";
    const bottom = PARTS.get(name);
    if (bottom === undefined || name.endsWith("s") || (skipped === 0 && name !== "half")) return null;
    this.at += skipped + 1;
    return `\\frac{1}{${bottom}}`;
  }

  /** `three quarters`. */
  private counted(): string | null {
    const top = this.below100();
    const bottom = PARTS.get(this.word().replace(/s$/, ""));
    if (top === null || bottom === undefined) return null;
    this.at++;
    return `\\frac{${top}}{${bottom}}`;
  }

  private whole(): bigint | null {
    let total = 0n;
    let isRead = false;
    for (;;) {
      const group = this.below1000();
      if (group === null) break;
      isRead = true;
      const scale = SCALES.get(this.word());
      total += BigInt(group) * (scale ?? 1n);
      if (scale === undefined) break;
      this.at++;
      if (this.word() === "and" && this.isNumber(this.at + 1)) this.at++;
    }
    return isRead ? total : null;
  }

  private below1000(): number | null {
    const isArticle =
      this.word() === "a" && /^(?:hundred|thousand|million)$/.test(this.words[this.at + 1] ?? "");
    if (isArticle) this.at++;
    const first = isArticle ? 1 : this.below100();
    if (first === null || this.word() !== "hundred") return first;
    this.at++;
    if (this.word() === "and" && this.isNumber(this.at + 1)) this.at++;
    return first * 100 + (this.below100() ?? 0);
  }

  private isNumber(at: number): boolean {
    const word = this.words[at] ?? "";
    return ONES.includes(word) || TENS.includes(word);
  }

  private below100(): number | null {
    const tens = TENS.indexOf(this.word());
    const ones = ONES.indexOf(this.words[this.at + (tens < 0 ? 0 : 1)] ?? "");
    if (tens < 0) {
      if (ones < 0) return null;
      this.at++;
      return ones;
    }
    const joined = ones > 0 && ones < 10;
    this.at += joined ? 2 : 1;
    return 10 * (tens + 2) + (joined ? ones : 0);
  }
}
