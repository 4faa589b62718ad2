/** The comparison of the authors of MATH, which Evalchemy uses: equal strings after a clean-up of LaTeX. */
export function hendrycksEquivalent(a: string, b: string): boolean {
  return cleaned(a) === cleaned(b);
}

const DROPPED = ["\n", "\\!", "\\left", "\\right", "^{\\circ}", "^\\circ", "\\$"];

function cleaned(given: string): string {
  let text = given.replaceAll("\\\\", "\\");
  for (const part of DROPPED.slice(0, 2)) text = text.replaceAll(part, "");
  text = text.replaceAll("tfrac", "frac").replaceAll("dfrac", "frac");
  for (const part of DROPPED.slice(2)) text = text.replaceAll(part, "");
  // A unit stands after the number in \text{ …}, with a blank first.
  const units = text.split("\\text{ ");
  if (units.length === 2) text = units[0] ?? "";
  text = text.replaceAll("\\%", "").replaceAll("%", "").replaceAll(" .", " 0.").replaceAll("{.", "{0.");
  if (text.startsWith(".")) text = `0${text}`;
  const sides = text.split("=");
  if (sides.length === 2 && (sides[0] ?? "").length <= 2) text = sides[1] ?? "";
  text = text.replace(/\\sqrt(?!\{)(.)/gs, "\\sqrt{$1}").replaceAll(" ", "");
  text = bracedFractions(text);
  if (text === "0.5") return "\\frac{1}{2}";
  const slash = /^(-?\d+)\/(-?\d+)$/.exec(text);
  return slash === null ? text : `\\frac{${Number(slash[1])}}{${Number(slash[2])}}`;
}

/** `\frac12` and `\frac1{72}` with braces. */
const bracedFractions = (text: string): string =>
  text.replace(/\\frac([^{])(?:([^{])|(?=\{))/g, (_, top: string, bottom: string | undefined) =>
    bottom === undefined ? `\\frac{${top}}` : `\\frac{${top}}{${bottom}}`,
  );
