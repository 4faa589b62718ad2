const ORDINAL_SUFFIX =
  /^(?:\s*\^\s*\{?\s*(?:\\(?:text|mathrm|mbox|textrm|textsuperscript|rm)\s*\{?\s*)?|\\(?:text|mathrm|textsuperscript)\{)?(st|nd|rd|th)(?![A-Za-z])(\s*\}){0,2}/;

/** End of an ordinal's ending behind a whole number (`6th`, `12^{\\text{th}}`), or `end` where there is none. */
export function ordinalEnd(source: string, end: number): number {
  const digit = source[end - 1] ?? "";
  const next = source[end] ?? "";
  if (!"snrt^\\ ".includes(next) || next === "") return end;
  const match = ORDINAL_SUFFIX.exec(source.slice(end, end + 40));
  if (match === null) return end;
  const tens = source[end - 2] === "1";
  const fits = match[1] === (tens ? "th" : ({ "1": "st", "2": "nd", "3": "rd" }[digit] ?? "th"));
  const opened = match[0].split("{").length - match[0].replaceAll("\\}", "").split("}").length;
  return fits && opened === 0 ? end + match[0].length : end;
}
