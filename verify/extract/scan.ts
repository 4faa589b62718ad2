/** Character tests and small linear scanners shared by the extractors. Every function does O(length) work at most. */

export function isSpace(code: number): boolean {
  return (
    (code >= 9 && code <= 13) ||
    code === 32 ||
    code === 0xa0 ||
    (code >= 0x2000 && code <= 0x200f) ||
    code === 0x202f ||
    code === 0x2060 ||
    code === 0x3000 ||
    code === 0xfeff
  );
}

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

export function isAsciiLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
}

/** Letters of any script, digits and the underscore, as far as word boundaries are concerned. */
export function isWordCode(code: number): boolean {
  return isDigit(code) || isAsciiLetter(code) || code === 95 || (code >= 0xc0 && code < 0x2000);
}

/** First position at or after `from` that is not white space. */
export function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && isSpace(text.charCodeAt(at))) at++;
  return at;
}

/** Position after the last character before `to` that is not white space. */
export function skipSpaceBack(text: string, to: number, from = 0): number {
  let at = to;
  while (at > from && isSpace(text.charCodeAt(at - 1))) at--;
  return at;
}

/** End of a TeX command's name that begins (after the backslash) at `from`. */
export function commandEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && isAsciiLetter(text.charCodeAt(at))) at++;
  return at;
}

/** Position of the brace that closes the one at `open`, or -1. An escaped brace does not count. */
export function closingBrace(text: string, open: number, limit = text.length): number {
  let depth = 0;
  for (let at = open; at < limit; at++) {
    const code = text.charCodeAt(at);
    if (code === 92) at++;
    else if (code === 123) depth++;
    else if (code === 125 && --depth === 0) return at;
  }
  return -1;
}
