const MAX_CHARS = 200;
const MAX_ITEMS = 4;
const PERMUTED =
  /^(.*\))\s*(?:\\text\s*\{|\$|,|\s)*\s*(?:and|or|with|up to|together with)?\s*(?:all\s+)?(?:of\s+)?(?:its|their|the|any)?\s*(cyclic\s+)?permutations?(?:\s+(?:thereof|of (?:it|them|these)))?\s*\.?\s*\}?\s*\.?$/i;
const POINT = /\(([^()]{1,80})\)/g;

/** "(1,2,3) and its permutations" with every order written out; `null` for any other answer. */
export function permutedPoints(text: string): string | null {
  if (text.length > MAX_CHARS || !/permutation/i.test(text)) return null;
  const match = PERMUTED.exec(text.replace(/\\left|\\right/g, "").trim());
  if (match === null) return null;
  const points = [...(match[1] ?? "").matchAll(POINT)].map(([, inner = ""]) =>
    inner.split(",").map((item) => item.trim()),
  );
  const rest = (match[1] ?? "").replaceAll(POINT, "").replace(/\\text|\band\b|[\s,;$\\{}]/g, "");
  if (
    points.length === 0 ||
    rest !== "" ||
    points.some((items) => items.length < 2 || items.length > MAX_ITEMS)
  )
    return null;
  const orders = match[2] === undefined ? permutations : rotations;
  const all = points.flatMap((items) => orders(items).map((order) => `(${order.join(", ")})`));
  return [...new Set(all)].join(", ");
}

function permutations(items: readonly string[]): string[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, i) =>
    permutations([...items.slice(0, i), ...items.slice(i + 1)]).map((rest) => [item, ...rest]),
  );
}

function rotations(items: readonly string[]): string[][] {
  return items.map((_, i) => [...items.slice(i), ...items.slice(0, i)]);
}
