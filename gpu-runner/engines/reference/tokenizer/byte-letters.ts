/** The printable letter that stands for each byte in a byte-level vocabulary, and back. */
const printable = (byte: number) =>
  (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || (byte >= 174 && byte <= 255);

const letters: string[] = [];
let next = 256;
for (let byte = 0; byte < 256; byte += 1) {
  if (printable(byte)) letters.push(String.fromCodePoint(byte));
  else {
    letters.push(String.fromCodePoint(next));
    next += 1;
  }
}
const bytes = new Map(letters.map((letter, byte) => [letter, byte]));

/** UTF-8 text as byte letters. */
export function toLetters(text: string): string {
  let result = "";
  for (const byte of new TextEncoder().encode(text)) result += letters[byte];
  return result;
}

/** The bytes behind byte letters; throws `RangeError` for a letter that stands for none. */
export function toBytes(text: string): Uint8Array {
  return Uint8Array.from(Array.from(text), (letter) => {
    const byte = bytes.get(letter);
    if (byte === undefined) throw new RangeError(`token letter ${letter} stands for no byte`);
    return byte;
  });
}
