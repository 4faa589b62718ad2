const RELATIVE_TOLERANCE = 1e-4;

/** ToRA's comparison: equal texts, or numbers within one part in ten thousand; a percentage may be written either way. */
export function sameNumber(prediction: string, gold: string): boolean {
  if (prediction.trim().toLowerCase() === gold.trim().toLowerCase()) return true;
  const [found, wanted] = [numberOf(prediction), numberOf(gold)];
  if (found === null || wanted === null) return false;
  return [wanted / 100, wanted, wanted * 100].some((target) => isClose(found, target));
}

const isClose = (a: number, b: number): boolean =>
  Math.abs(a - b) <= RELATIVE_TOLERANCE * Math.max(Math.abs(a), Math.abs(b));

function numberOf(text: string): number | null {
  const plain = text.replaceAll(",", "").trim();
  const percent = /^(.*?)\\?%$/.exec(plain)?.[1];
  const value = Number(percent ?? plain);
  if ((percent ?? plain).trim() === "" || !Number.isFinite(value)) return null;
  return percent === undefined ? value : value / 100;
}
