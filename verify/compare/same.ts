import { exactValue } from "../numeric/exact";
import { UNDEFINED } from "../numeric/exact-result";
import type { Node, NodeOf } from "../parse/ast";
import { childrenOf, freeSymbols } from "../parse/ast";
import { div, int, sym } from "../parse/nodes";
import { render } from "../parse/render";
import { mapNode } from "../parse/substitute";
import { foldText } from "../text";
import { allOf, type CompareContext, decide, type Verdict } from "./context";
import { linksEqual } from "./equations";
import type { Form } from "./form";
import { interpret, linksOf, regionOf } from "./interpret";
import { askedValue, boundRenaming, isFunctionOf, sameName } from "./names";
import { piecesEqual } from "./pieces";
import { quantitiesEqual } from "./quantities";
import { orderedByName, sharesLetter } from "./records";
import { regionsEqual } from "./regions";
import { holdsExactlyOn } from "./sampled-regions";
import { scalarsEqual } from "./scalars";
import { setsEqual } from "./sets";
import { componentsOf, transposedItems, withIdentity } from "./vectors";

type FormOf<F extends Form["f"]> = Extract<Form, { f: F }>;

/** Whether two answers are the same, by their structure. Symmetric in its arguments. */
export function sameForm(a: Form, b: Form, ctx: CompareContext): Verdict {
  if (!ctx.budget.spend(1)) return decide(ctx, null, "budget");
  if (a.f === "quantity" || b.f === "quantity") return quantitiesEqual(a, b, ctx, sameForm);
  if (a.f === "named" || b.f === "named")
    return a.f === "named" ? namedEqual(a, b, ctx) : b.f === "named" ? namedEqual(b, a, ctx) : null;
  if (a.f === "record" || b.f === "record")
    return a.f === "record" ? recordEqual(a, b, ctx) : b.f === "record" ? recordEqual(b, a, ctx) : null;
  const [casesA, casesB] = [byCases(a), byCases(b)];
  if (casesA !== null && casesB !== null) return piecesEqual(casesA, casesB, ctx, sameForm);
  if (a.f === "scalar" && b.f === "scalar") return sameScalar(a.node, b.node, ctx);
  if (a.f === "text" || b.f === "text") return textEqual(a, b, ctx);
  if (a.f === "matrix" || b.f === "matrix") return matricesEqual(a, b, ctx);
  if (a.f === "ratio" || b.f === "ratio") return ratiosEqual(a, b, ctx);
  if (a.f === "relation" || b.f === "relation") return relationsEqual(a, b, ctx);
  if (a.f === "opaque" || b.f === "opaque") return opaqueEqual(a, b, ctx);
  if (a.f === "tuple" && b.f === "tuple") return tuplesEqual(a, b, ctx);
  if (a.f === "region" || b.f === "region") return regionFormsEqual(a, b, ctx);
  if (a.f === "set" && b.f === "set") return setsEqual(a, b, ctx, a.bare || b.bare ? sameForm : sameElement);
  return mixedEqual(a, b, ctx);
}

/** The expression of a function that is defined by cases. */
function byCases(form: Form): NodeOf<"fn"> | null {
  const node = form.f === "scalar" || form.f === "opaque" ? form.node : null;
  return node?.t === "fn" && node.name === "cases" ? node : null;
}

/** Among elements, `{1}` is no other way to write 1. */
function sameElement(a: Form, b: Form, ctx: CompareContext): Verdict {
  const isNested = [a, b].some((each) => each.f === "set" && !each.bare);
  return isNested && a.f !== b.f ? decide(ctx, false, "set against element") : sameForm(a, b, ctx);
}

/** Numbers with percent and degree signs on one side only are compared both ways. */
function sameScalar(a: Node, b: Node, ctx: CompareContext): Verdict {
  if (a.t === "percent" && b.t === "percent") return scalarsEqual(a.arg, b.arg, ctx);
  if (a.t === "degree" && b.t === "degree") return scalarsEqual(a.arg, b.arg, ctx);
  if (a.t === "based" && b.t === "based" && a.base !== b.base) return decide(ctx, false, "different bases");
  const direct = scalarsEqual(a, b, ctx);
  if (direct === true) return true;
  if (direct === null && sameRendering(a, b)) return decide(ctx, true, "same structure");
  if (a.t === "degree") return scalarsEqual(a.arg, b, ctx);
  if (b.t === "degree") return scalarsEqual(a, b.arg, ctx);
  if (ctx.policies.percent === "lenient") {
    if (a.t === "percent") return decide(ctx, scalarsEqual(a.arg, b, ctx), "percent sign on one side");
    if (b.t === "percent") return decide(ctx, scalarsEqual(a, b.arg, ctx), "percent sign on one side");
  }
  if (ctx.policies.bases === "lenient" && (a.t === "based") !== (b.t === "based"))
    return basesEqual(a, b, ctx, direct);
  return direct;
}

function sameRendering(a: Node, b: Node): boolean {
  const text = render(a);
  return text.length < 1000 && !text.includes("…") && text === render(b);
}

/** `1011_2` and `1011`: the subscript may be left out, but then the digits are digits, not a decimal number. */
function basesEqual(a: Node, b: Node, ctx: CompareContext, direct: Verdict): Verdict {
  const [based, plain] = a.t === "based" ? [a, b] : [b, a];
  if (based.t !== "based" || plain.t !== "num") return direct;
  return decide(ctx, plain.value.d === 1n && plain.value.n.toString() === based.digits, "base left out");
}

function namedEqual(a: FormOf<"named">, b: Form, ctx: CompareContext): Verdict {
  if (b.f !== "named") {
    if (b.f === "relation" && a.equation.ops.every((op) => op === "="))
      return linksEqual(linksOf(a.equation), b.links, ctx);
    if (b.f === "set" && b.items.some((item) => item.f === "named" || item.f === "relation")) {
      const choices = a.value.f === "set" ? a.value.items : [a.value];
      const items = choices.map((value) => ({ ...a, value }));
      return sameForm({ f: "set", items, bare: true }, b, ctx);
    }
    const shared = b.f === "tuple" ? sharedValues(a, b.items.length) : null;
    return shared === null || b.f !== "tuple" ? sameForm(a.value, b, ctx) : inOrder(shared, b.items, ctx);
  }
  const isSameName = sameName(a.name, b.name, ctx.policies.strict) || isFunctionOf(a.name, b.name, b.value);
  if (isSameName) {
    const value = renamed(b.value, boundRenaming(a.name, b.name));
    const verdict = sameForm(a.value, value, ctx);
    const areCases = byCases(a.value) !== null && byCases(value) !== null;
    if (verdict !== false || areCases || a.value.f !== "scalar" || value.f !== "scalar") return verdict;
  }
  if (a.equation.ops.length !== 1 || b.equation.ops.length !== 1)
    return decide(ctx, false, "different names");
  const equations = linksEqual(linksOf(a.equation), linksOf(b.equation), ctx);
  return equations === null && isSameName ? decide(ctx, false, "named value") : equations;
}

/** `x=y=z=1` says of three symbols that each is 1. */
function sharedValues({ equation, value }: FormOf<"named">, count: number): Form[] | null {
  const names = equation.items.slice(0, -1).map((item) => (item.t === "sym" ? item.name : ""));
  const areSymbols = names.length === count && !names.includes("") && new Set(names).size === count;
  return areSymbols && count > 1 ? names.map(() => value) : null;
}

function renamed(form: Form, names: ReadonlyMap<string, string>): Form {
  if (names.size === 0 || form.f !== "scalar") return form;
  const node = mapNode(form.node, (each) =>
    each.t === "sym" && names.has(each.name) ? sym(names.get(each.name) ?? each.name) : null,
  );
  return { f: "scalar", node };
}

function recordEqual(a: FormOf<"record">, b: Form, ctx: CompareContext): Verdict {
  const values = orderedByName(a.entries).map((entry) => entry.value);
  if (b.f === "record") {
    if (b.entries.length !== values.length) return decide(ctx, false, "number of parts");
    if (sharesLetter(a.entries) && sharesLetter(b.entries)) {
      const others = b.entries.map((entry) => entry.value);
      return setsEqual(bareSet(values), bareSet(others), ctx, sameForm);
    }
    return allOf(
      a.entries.map((entry) => {
        const partner = b.entries.find((other) => sameName(entry.name, other.name, ctx.policies.strict));
        return partner === undefined ? false : sameForm(entry.value, partner.value, ctx);
      }),
    );
  }
  if (b.f === "set" && sharesLetter(a.entries)) return setsEqual(bareSet(values), b, ctx, sameForm);
  if (b.f === "tuple" || (b.f === "set" && b.bare)) return inOrder(values, b.items, ctx);
  return decide(ctx, false, "parts against one value");
}

function bareSet(items: Form[]): FormOf<"set"> {
  return { f: "set", items, bare: true };
}

function inOrder(a: readonly Form[], b: readonly Form[], ctx: CompareContext): Verdict {
  if (a.length !== b.length) return decide(ctx, false, "number of parts");
  return allOf(a.map((item, i) => sameForm(item, b[i] ?? { f: "text", value: "" }, ctx)));
}

function textEqual(a: Form, b: Form, ctx: CompareContext): Verdict {
  return decide(ctx, foldText(wordsOf(a)) === foldText(wordsOf(b)) && foldText(wordsOf(a)) !== "", "text");
}

function wordsOf(form: Form): string {
  if (form.f === "text") return form.value;
  if (form.f !== "scalar") return "";
  const { node } = form;
  if (node.t === "mul" && node.items.every((item) => item.t === "sym" || item.t === "const"))
    return node.items.map(render).join("");
  return node.t === "sym" || node.t === "const" ? node.name : "";
}

function matricesEqual(a: Form, b: Form, ctx: CompareContext): Verdict {
  if (a.f === "matrix" && b.f === "matrix") {
    if (a.rows.length !== b.rows.length) return decide(ctx, false, "matrix shape");
    return allOf(a.rows.map((row, i) => inOrder(asForms(row, ctx), asForms(b.rows[i] ?? [], ctx), ctx)));
  }
  const [matrix, other] = a.f === "matrix" ? [a, b] : [b, a];
  if (matrix.f !== "matrix") return null;
  if (other.f === "scalar" || other.f === "opaque") return matrixAndNotation(matrix, other, ctx);
  const cells = matrix.rows.every((row) => row.length === 1)
    ? matrix.rows.flat()
    : matrix.rows.length === 1
      ? (matrix.rows[0] ?? [])
      : [];
  const isVector = cells.length > 1;
  const named = namedValues(cells);
  if (named !== null && (other.f === "tuple" || (other.f === "set" && other.bare)))
    return inOrder(asForms(named, ctx), other.items, ctx);
  if (isVector && (other.f === "tuple" || (other.f === "set" && other.bare)))
    return inOrder(asForms(cells, ctx), other.items, ctx);
  if (other.f === "tuple" && other.items.length === matrix.rows.length) {
    const verdicts = matrix.rows.map((row, i) => {
      const items = other.items[i];
      return items?.f === "tuple" && items.open === other.open
        ? inOrder(asForms(row, ctx), items.items, ctx)
        : false;
    });
    return decide(ctx, allOf(verdicts), "matrix written as rows");
  }
  return decide(ctx, false, "matrix against another form");
}

/** A matrix against a multiple of the identity, a sum of unit vectors or a transposed row. */
function matrixAndNotation(
  matrix: FormOf<"matrix">,
  other: FormOf<"scalar" | "opaque">,
  ctx: CompareContext,
): Verdict {
  const size = matrix.rows.length;
  const isSquare = matrix.rows.every((row) => row.length === size);
  const expanded = isSquare && size > 1 ? withIdentity(other.node, size) : null;
  const form = expanded === null ? null : interpret(expanded, ctx.budget);
  if (form?.f === "matrix") return matricesEqual(matrix, form, ctx);
  const cells = matrix.rows.flat();
  const isVector = size === 1 || matrix.rows.every((row) => row.length === 1);
  const parts = isVector ? (transposedItems(other.node) ?? componentsOf(other.node, cells.length)) : null;
  return parts === null
    ? decide(ctx, false, "matrix against another form")
    : inOrder(asForms(cells, ctx), asForms(parts, ctx), ctx);
}

/** The values of a column in which names and values alternate: `a, 13, b, 14`. */
function namedValues(cells: readonly Node[]): Node[] | null {
  if (cells.length < 4 || cells.length % 2 === 1) return null;
  const names = new Set(cells.flatMap((cell, i) => (i % 2 === 0 && cell.t === "sym" ? [cell.name] : [])));
  const values = cells.filter((_, i) => i % 2 === 1);
  const isPaired = names.size === values.length && values.every((value) => freeSymbols(value).size === 0);
  return isPaired ? values : null;
}

function asForms(cells: readonly Node[], ctx: CompareContext): Form[] {
  return cells.map((cell) => interpret(cell, ctx.budget));
}

/** Ratios are equal up to a common factor; a ratio of two is also a fraction. */
function ratiosEqual(a: Form, b: Form, ctx: CompareContext): Verdict {
  if (a.f === "ratio" && b.f === "ratio") {
    if (a.items.length !== b.items.length) return decide(ctx, false, "ratio");
    const [firstA, firstB] = [a.items[0], b.items[0]];
    return allOf(
      a.items.map((item, i) => scalarsEqual(product(item, firstB), product(b.items[i], firstA), ctx)),
    );
  }
  const [ratio, other] = a.f === "ratio" ? [a, b] : [b, a];
  const [top, bottom] = ratio.f === "ratio" ? ratio.items : [];
  if (ratio.f !== "ratio" || ratio.items.length !== 2 || top === undefined || bottom === undefined)
    return decide(ctx, false, "ratio");
  return other.f === "scalar" ? scalarsEqual(div(top, bottom), other.node, ctx) : decide(ctx, false, "ratio");
}

function product(a: Node | undefined, b: Node | undefined): Node {
  return { t: "mul", items: [a ?? int(0), b ?? int(0)] };
}

function relationsEqual(a: Form, b: Form, ctx: CompareContext): Verdict {
  const [linksA, linksB] = [linksOfForm(a), linksOfForm(b)];
  if (linksA !== null && linksB !== null) return linksEqual(linksA, linksB, ctx);
  const [links, other] = linksA === null ? [linksB, a] : [linksA, b];
  if (links === null) return decide(ctx, false, "relation against another form");
  const region = regionOf(other, ctx.budget);
  const holds = region === null ? null : holdsExactlyOn(links, region, ctx.budget);
  if (holds !== null) return decide(ctx, holds, "solutions of a relation");
  const asked = askedValue(links);
  return asked === null || other.f !== "scalar"
    ? decide(ctx, false, "relation against another form")
    : sameForm(interpret(asked, ctx.budget), other, ctx);
}

function linksOfForm(form: Form): FormOf<"relation">["links"] | null {
  if (form.f === "relation") return form.links;
  return form.f === "region" ? form.links : null;
}

function tuplesEqual(a: FormOf<"tuple">, b: FormOf<"tuple">, ctx: CompareContext): Verdict {
  const bracketsMatter = a.items.length === 2;
  if (bracketsMatter && (a.open !== b.open || a.close !== b.close)) return decide(ctx, false, "brackets");
  return inOrder(a.items, b.items, ctx);
}

function regionFormsEqual(a: Form, b: Form, ctx: CompareContext): Verdict {
  if (
    a.f === "region" &&
    b.f === "region" &&
    a.variable !== null &&
    b.variable !== null &&
    a.variable !== b.variable
  ) {
    return decide(ctx, false, "different variables");
  }
  const [regionA, regionB] = [regionOf(a, ctx.budget), regionOf(b, ctx.budget)];
  if (regionA === null || regionB === null) return decide(ctx, false, "region against another form");
  return decide(ctx, regionsEqual(regionA, regionB, ctx), "subset of the reals");
}

/** A set of one element and that element; a point and a bare list in its order. */
function mixedEqual(a: Form, b: Form, ctx: CompareContext): Verdict {
  const [set, other] = a.f === "set" ? [a, b] : [b, a];
  if (set.f !== "set") return pointsEqual(a, b, ctx);
  if (other.f === "tuple") {
    const [first] = set.items;
    if (set.items.length === 2 && first?.f === "tuple") return decide(ctx, false, "different forms");
    if (!set.bare) return decide(ctx, false, "point against set");
    return other.open === "(" && other.close === ")"
      ? inOrder(set.items, other.items, ctx)
      : decide(ctx, false, "interval against list");
  }
  const [only] = set.items;
  if (only === undefined || (set.bare && set.items.length > 1 && set.alternatives !== true))
    return decide(ctx, false, "list against one value");
  if (!set.bare && only.f === "set") return decide(ctx, false, "set of a set");
  return allOf(set.items.map((item) => sameForm(item, other, ctx)));
}

/** `P(3,-5)` is the point that it names. */
function pointsEqual(a: Form, b: Form, ctx: CompareContext): Verdict {
  const [point, named] = a.f === "tuple" ? [a, b] : [b, a];
  if (point.f !== "tuple" || named.f !== "scalar" || point.open !== "(" || point.close !== ")")
    return decide(ctx, false, "different forms");
  const { node } = named;
  const items = node.t === "apply" && node.args.length > 1 && /^[A-Z]'?$/.test(node.head) ? node.args : null;
  const parts = items ?? transposedItems(node) ?? componentsOf(node, point.items.length);
  return parts === null
    ? decide(ctx, false, "different forms")
    : inOrder(asForms(parts, ctx), point.items, ctx);
}

/** Trees that are no numbers are equal when they have the same shape and their parts are equal in order. */
function opaqueEqual(a: Form, b: Form, ctx: CompareContext): Verdict {
  if (a.f !== "opaque" || b.f !== "opaque") return decide(ctx, false, "different forms");
  return decide(ctx, nodesAlike(a.node, b.node, ctx), "same structure");
}

function nodesAlike(a: Node, b: Node, ctx: CompareContext): Verdict {
  if (render(a) === render(b)) return true;
  if (a.t !== b.t) return false;
  const [partsA, partsB] = [childrenOf(a), childrenOf(b)];
  if (partsA.length === 0 || partsA.length !== partsB.length || headOf(a) !== headOf(b)) return false;
  const alike = (part: Node, other: Node): Verdict =>
    sameForm(interpret(part, ctx.budget), interpret(other, ctx.budget), ctx);
  if (isCommutative(a) && partsA.length <= 8) return pairedOff(partsA, partsB, alike);
  return allOf(partsA.map((part, i) => alike(part, partsB[i] ?? part)));
}

function isCommutative(node: Node): boolean {
  return (
    node.t === "add" || node.t === "mul" || node.t === "list" || (node.t === "setop" && node.op !== "minus")
  );
}

/** Whether the parts can be paired off, each with one that is alike. */
function pairedOff(a: readonly Node[], b: readonly Node[], alike: (x: Node, y: Node) => Verdict): Verdict {
  const left = [...b];
  for (const part of a) {
    const index = left.findIndex((other) => alike(part, other) === true);
    if (index < 0) return false;
    left.splice(index, 1);
  }
  return true;
}

function headOf(node: Node): string {
  switch (node.t) {
    case "fn":
      return node.name;
    case "apply":
      return node.head;
    case "rel":
      return node.ops.join(" ");
    case "setop":
      return node.op;
    case "group":
      return node.open + node.close;
    case "unit":
      return node.unit;
    default:
      return "";
  }
}

/** Whether a form has no value at all, such as `1/0`. */
export function isUndefined(form: Form, ctx: CompareContext): boolean {
  return form.f === "scalar" && exactValue(form.node, ctx.budget) === UNDEFINED;
}
