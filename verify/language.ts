/** Languages by English name or two-letter code that write a decimal comma; those with a decimal point follow. */
const COMMA = new Set(
  `french fr german de spanish es italian it portuguese pt russian ru ukrainian uk polish pl czech cs slovak sk dutch nl turkish
  tr swedish sv norwegian no danish da finnish fi greek el hungarian hu romanian ro bulgarian bg serbian sr croatian hr
  slovenian sl lithuanian lt latvian lv estonian et indonesian id vietnamese vi catalan ca basque eu galician gl
  icelandic is belarusian be macedonian mk afrikaans af`.split(/\s+/),
);
const POINT = new Set(
  `english en chinese zh japanese ja korean ko hindi hi thai th hebrew he arabic ar urdu ur bengali bn tamil ta telugu te
  swahili sw malay ms filipino tl`.split(/\s+/),
);

/** The decimal mark of a language named in the policy `language`; `null` where none or another one is named. */
export function decimalMarkOf(language: string): "," | "." | null {
  const name = language.trim().toLowerCase().split(/[-_]/)[0] ?? "";
  if (COMMA.has(name)) return ",";
  return POINT.has(name) ? "." : null;
}
