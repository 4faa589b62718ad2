import type { Node } from "../parse/ast";
import { int } from "../parse/nodes";
import type { Form } from "./form";

const MAX_TERMS = 1000;

/** `2, 4, 6, \\ldots, 10` written out where the integers before the dots make an arithmetic progression. */
export function progressionOf(items: readonly Node[]): readonly Node[] {
  const dots = items.findIndex((item) => item.t === "sym" && item.name === "...");
  const last = integerOf(items[dots + 1]);
  const known = items.slice(0, Math.max(dots, 0)).map(integerOf);
  if (dots < 2 || dots + 2 !== items.length || last === null || known.includes(null)) return items;
  const [first, second] = [known[0] ?? 0, known[1] ?? 0];
  const step = second - first;
  const count = (last - first) / step + 1;
  const fits = known.every((value, i) => value === first + i * step);
  if (step === 0 || !fits || !Number.isInteger(count) || count < known.length || count > MAX_TERMS)
    return items;
  return Array.from({ length: count }, (_, i) => int(first + i * step));
}

function integerOf(node: Node | undefined): number | null {
  if (node?.t === "neg") {
    const inner = integerOf(node.arg);
    return inner === null ? null : -inner;
  }
  if (node?.t !== "num" || node.value.d !== 1n) return null;
  const value = Number(node.value.n);
  return Number.isSafeInteger(value) ? value : null;
}

/** "1 hour and 30 minutes": quantities of one kind in ever smaller units are one quantity. */
export function compoundQuantity(items: readonly Form[]): Form | null {
  const [first] = items;
  if (first?.f !== "quantity" || items.length > 4 || items.length < 2) return null;
  let total: Node | null = null;
  let before = Number.POSITIVE_INFINITY;
  const [dimension, whole] = unitParts(first.unit);
  for (const item of items) {
    if (item.f !== "quantity" || item.value.f !== "scalar") return null;
    const [kind, factor] = unitParts(item.unit);
    if (kind !== dimension || kind === "" || kind === "scale" || !(factor < before)) return null;
    const part: Node =
      factor === whole ? item.value.node : { t: "mul", items: [item.value.node, ratioOf(factor, whole)] };
    total = total === null ? part : { t: "add", items: [total, part] };
    before = factor;
  }
  return total === null ? null : { f: "quantity", value: { f: "scalar", node: total }, unit: first.unit };
}

function unitParts(unit: string): [kind: string, factor: number] {
  const cut = unit.lastIndexOf("|");
  return cut < 0 ? ["", Number.NaN] : [unit.slice(0, cut), Number(unit.slice(cut + 1))];
}

/** One factor over another as an exact fraction; both are short decimals. */
function ratioOf(part: number, whole: number): Node {
  const [top, bottom] = [Math.round(part * 1e9), Math.round(whole * 1e9)];
  return { t: "div", top: int(BigInt(top)), bottom: int(BigInt(bottom)) };
}
