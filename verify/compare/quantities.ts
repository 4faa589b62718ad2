import type { Node } from "../parse/ast";
import { div, int } from "../parse/nodes";
import type { CompareContext, Verdict } from "./context";
import { decide } from "./context";
import type { Form } from "./form";

type Same = (a: Form, b: Form, ctx: CompareContext) => Verdict;

/** Compares where at least one side has a unit, by the `units` policy. Nouns that are no units never decide. */
export function quantitiesEqual(a: Form, b: Form, ctx: CompareContext, same: Same): Verdict {
  const { units } = ctx.policies;
  const [valueA, valueB] = [stripUnit(a), stripUnit(b)];
  const [unitA, unitB] = [unitOfForm(a), unitOfForm(b)];
  if (isDescribedSymbol(a) || isDescribedSymbol(b))
    return decide(ctx, nounOf(a) === nounOf(b) && same(valueA, valueB, ctx), "words about a symbol");
  if (isAngle(a, b) || isAngle(b, a)) return same(turned(valueA), turned(valueB), ctx);
  if (isScale(unitA) !== isScale(unitB)) {
    const [scaledA, scaledB] = [written(valueA, unitA), written(valueB, unitB)];
    return same(scaledA, scaledB, ctx) === true ? true : same(valueA, valueB, ctx);
  }
  if (isPercent(valueA) !== isPercent(valueB) && (isPercent(valueA) ? unitB : unitA) !== null)
    return decide(ctx, false, "percentage against a quantity");
  if (unitA === null || unitB === null) {
    if (unitA !== unitB && units === "required") return decide(ctx, false, "unit left out");
    return same(valueA, valueB, ctx);
  }
  if (units === "ignored" || unitA === unitB) return same(valueA, valueB, ctx);
  const [dimensionA, factorA] = splitUnit(unitA);
  const [dimensionB, factorB] = splitUnit(unitB);
  if (isPound(unitA, unitB) || isPound(unitB, unitA)) return same(valueA, valueB, ctx);
  const [kelvinA, kelvinB] = [kelvins(valueA, dimensionA), kelvins(valueB, dimensionB)];
  if (dimensionA !== dimensionB && kelvinA !== null && kelvinB !== null) return same(kelvinA, kelvinB, ctx);
  if (dimensionA !== dimensionB) return decide(ctx, false, "different units");
  return same(scaled(valueA, factorA / factorB), valueB, ctx);
}

function isPercent(form: Form): boolean {
  return form.f === "scalar" && form.node.t === "percent";
}

/** A temperature in kelvins. */
function kelvins(form: Form, scale: string): Form | null {
  if (form.f !== "scalar" || !["K", "celsius", "fahrenheit"].includes(scale)) return null;
  const written = form.node.t === "degree" ? form.node.arg : form.node;
  if (scale === "K") return { f: "scalar", node: written };
  const [shift, top, bottom] = scale === "celsius" ? [27_315, 1, 1] : [45_967, 5, 9];
  const shifted: Node = { t: "add", items: [written, div(int(shift), int(100))] };
  return { f: "scalar", node: div({ t: "mul", items: [shifted, int(top)] }, int(bottom)) };
}

/** `n \text{ odd}`: words that say something about a symbol count nothing. */
function isDescribedSymbol(form: Form): boolean {
  return (
    nounOf(form) !== "" &&
    !/^(?:for|where|with|when|if)\b/.test(nounOf(form)) &&
    form.f === "quantity" &&
    form.value.f === "scalar" &&
    form.value.node.t === "sym"
  );
}

function nounOf(form: Form): string {
  return form.f === "quantity" && form.unit.startsWith("noun:")
    ? form.unit.slice(5).replace(/^(?:is|are) /, "")
    : "";
}

/** "5 pounds" may be money. */
function isPound(a: string, b: string): boolean {
  return a === "sterling|1" && b === "M|0.45359237";
}

/** "2.5 million": on one side only it may be the unit that the question asks for, or part of the number. */
function isScale(unit: string | null): boolean {
  return unit?.startsWith("scale|") ?? false;
}

function written(value: Form, unit: string | null): Form {
  return unit === null || !isScale(unit) ? value : scaled(value, splitUnit(unit)[1]);
}

function stripUnit(form: Form): Form {
  return form.f === "quantity" ? form.value : form;
}

/** An angle in radians against one in degrees. */
function isAngle(a: Form, b: Form): boolean {
  return a.f === "quantity" && a.unit === "rad|1" && b.f === "scalar" && b.node.t === "degree";
}

/** An angle in degrees as a multiple of π. */
function turned(form: Form): Form {
  if (form.f !== "scalar" || form.node.t !== "degree") return form;
  const top: Node = { t: "mul", items: [form.node.arg, { t: "const", name: "pi" }] };
  return { f: "scalar", node: div(top, int(180)) };
}

/** The unit with a dimension, or `null` for none, for nouns and for plain "units". */
function unitOfForm(form: Form): string | null {
  if (form.f !== "quantity" || /^(?:noun:|\||rad\|)/.test(form.unit)) return null;
  return form.unit;
}

function splitUnit(unit: string): [dimension: string, factor: number] {
  const cut = unit.lastIndexOf("|");
  return [unit.slice(0, cut), Number(unit.slice(cut + 1))];
}

/** The value times a conversion factor, which is a short decimal or its inverse. */
function scaled(form: Form, factor: number): Form {
  if (form.f !== "scalar") return form;
  const up = factor >= 1;
  const digits = Math.round((up ? factor : 1 / factor) * 1e9);
  const value = up ? { n: BigInt(digits), d: 1_000_000_000n } : { n: 1_000_000_000n, d: BigInt(digits) };
  return { f: "scalar", node: { t: "mul", items: [form.node, { t: "num", value, decimals: 0 }] } };
}
