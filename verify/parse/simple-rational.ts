export type Rational = { numerator: bigint; denominator: bigint };

/** Reads an integer, a decimal, `a/b`, or `\frac{a}{b}`, with thousands separators, `x =`, `%`-free; else `null`. */
export function readRational(text: string): Rational | null {
  const plain = text
    .replaceAll(" ", "")
    .replaceAll("\\!", "")
    .replaceAll("{,}", "")
    .replaceAll("−", "-")
    .replace(/^[a-zA-Z]=/, "")
    .replace(/^\\\$/, "");
  const fraction =
    /^(-?)\\[dtc]?frac\{?(-?\d+)\}?\{?(\d+)\}?$/.exec(plain) ?? /^(-?)(\d+)\/(\d+)$/.exec(plain);
  if (fraction !== null) {
    const denominator = BigInt(fraction[3] ?? "0");
    if (denominator === 0n) return null;
    return { numerator: BigInt(fraction[2] ?? "0") * (fraction[1] === "-" ? -1n : 1n), denominator };
  }
  const grouped = /^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(plain) ? plain.replaceAll(",", "") : plain;
  const decimal = /^([-+]?)(\d*)(?:\.(\d*))?$/.exec(grouped);
  if (decimal === null || (decimal[2] === "" && (decimal[3] ?? "") === "")) return null;
  const digits = decimal[3] ?? "";
  const numerator = BigInt(`${decimal[2]}${digits}`) * (decimal[1] === "-" ? -1n : 1n);
  return { numerator, denominator: 10n ** BigInt(digits.length) };
}
