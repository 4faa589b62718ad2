const MAX_CHARS = 120;
const FORMULA = /^(?:\(?(?:[A-Z][a-z]?\d{0,3})+\)?\d{0,3})+(?:\^[\d+-]{1,3}|[+-])?$/;

/** The symbols of a chemical formula in a row, as in `\mathrm{H_2O}`, `\text{H}_2\text{O}`, `\ce{H2O}`; `null` otherwise. */
export function chemicalFormula(text: string): string | null {
  if (text.length > MAX_CHARS || !/[A-Z]/.test(text)) return null;
  const plain = text
    .replace(/[₀-₉]/g, (digit) => String(digit.charCodeAt(0) - 0x2080))
    .replace(/\\(?:text|mathrm|ce|mathbf|rm|textrm|operatorname)\b/g, "")
    .replace(/\\[,;! ]|[\s{}_$]/g, "");
  const isFormula = FORMULA.test(plain) && /[A-Z][a-z]?\d|[A-Z][a-z]?[A-Z]/.test(plain);
  return isFormula ? plain : null;
}

/** Whether both are written as chemical formulas, one of them upright at least, and read the same. */
export function sameChemicalFormula(a: string, b: string): boolean {
  if (!/\\(?:text|mathrm|ce|rm)\b|[₀-₉]/.test(a + b)) return false;
  const formula = chemicalFormula(a);
  return formula !== null && formula === chemicalFormula(b);
}
