import type { Budget } from "../numeric/budget";
import { isRemainder } from "../numeric/pieces";
import { freeSymbols, type Node, type NodeOf, someNode } from "../parse/ast";
import { fn, int, neg } from "../parse/nodes";
import { mapNode } from "../parse/substitute";
import { withoutEllipses } from "./ellipses";
import type { Form, Link } from "./form";
import { solveLinks } from "./inequalities";
import { expandMatrixFunction, matrixOf, rowsOf } from "./matrices";
import { isNameLike } from "./names";
import { compoundQuantity, progressionOf } from "./progressions";
import {
  complement,
  endOf,
  intersection,
  interval,
  pointRegion,
  type Region,
  union,
  WHOLE_LINE,
} from "./regions";

/** Reads the structure of an answer off its syntax tree. */
export function interpret(node: Node, budget: Budget): Form {
  switch (node.t) {
    case "unit":
      return { f: "quantity", value: interpret(node.value, budget), unit: node.unit };
    case "group":
      return interpretGroup(node, budget);
    case "list":
      return interpretList(node, budget);
    case "rel":
      return interpretRelation(node, budget);
    case "setop":
      return interpretSetOperation(node, budget);
    case "set":
      if (node.name === "empty") return { f: "set", items: [], bare: false };
      return node.name === "R"
        ? { f: "region", region: WHOLE_LINE, variable: null, links: null }
        : { f: "opaque", node };
    case "builder":
      return interpretBuilder(node, budget);
    case "ratio":
      return { f: "ratio", items: node.items };
    case "text":
      return { f: "text", value: node.value };
    default:
      return interpretExpression(node, budget);
  }
}

const STRUCTURAL = new Set(["rel", "text", "set", "setop", "builder", "list", "ratio", "unit"]);

function interpretExpression(node: Node, budget: Budget): Form {
  if (node.t === "num" || node.t === "sym" || node.t === "const") return { f: "scalar", node };
  if (node.t === "fn" && node.name === "cases")
    return hasOpenCondition(node) ? { f: "opaque", node } : { f: "scalar", node };
  let hasMatrix = false;
  let hasSign = false;
  let hasStructure = false;
  let hasUnit = false;
  let hasDots = false;
  someNode(node, (each) => {
    if (each.t === "matrix" || rowsOf(each) !== null) hasMatrix = true;
    else if (each.t === "pm") hasSign = true;
    else if (each.t === "unit") hasUnit = true;
    else if (each.t === "sym" && each.name === "...") hasDots = true;
    else if (STRUCTURAL.has(each.t) || (each.t === "group" && each.open !== "{")) hasStructure = true;
    return false;
  });
  const closed = hasDots ? withoutEllipses(node) : node;
  if (closed !== node) return { f: "scalar", node: closed };
  if (hasSign) return signChoices(node, budget);
  const only =
    node.t === "matrix" && node.rows.length === 1 && node.rows[0]?.length === 1 ? node.rows[0][0] : null;
  if (only !== null && only !== undefined) return interpret(only, budget);
  if (hasMatrix) {
    const expanded = mapNode(node, (each) =>
      each.t === "fn" && each.args[0] !== undefined ? expandMatrixFunction(each.name, each.args[0]) : null,
    );
    const rows = matrixOf(expanded);
    return rows === null ? expandedScalar(expanded, budget) : { f: "matrix", rows };
  }
  if (node.t === "neg" && node.arg.t === "group" && node.arg.open === "(")
    return interpret({ ...node.arg, items: node.arg.items.map(neg) }, budget);
  if (hasUnit) return unitExpression(node, budget);
  if (hasStructure && node.t === "add" && node.items.length === 2) {
    const [left, right] = node.items;
    if (left?.t === "set" && right?.t === "neg" && right.arg.t === "group" && right.arg.open === "{")
      return interpret({ t: "setop", op: "minus", left, right: right.arg }, budget);
  }
  return hasStructure ? { f: "opaque", node } : { f: "scalar", node };
}

/** Whether a condition of a function by cases is in words that say more than "otherwise". */
function hasOpenCondition(node: NodeOf<"fn">): boolean {
  return node.args.some((each, i) => i % 2 === 1 && each.t !== "rel" && !isRemainder(each));
}

function expandedScalar(node: Node, budget: Budget): Form {
  return someNode(node, (each) => each.t === "matrix")
    ? { f: "opaque", node }
    : interpretExpression(node, budget);
}

/** Both readings of an expression with plus-minus signs; all signs in it change together. */
function signChoices(node: Node, budget: Budget): Form {
  const chosen = (part: Node, upper: boolean): Node =>
    mapNode(part, (each) => {
      if (each.t !== "pm") return null;
      const value = chosen(each.right, upper);
      const right: Node = each.sign > 0 === upper ? value : { t: "neg", arg: value };
      return each.left === null ? right : { t: "add", items: [chosen(each.left, upper), right] };
    });
  const items = [true, false].map((upper) => interpret(chosen(node, upper), budget));
  return { f: "set", items, bare: true };
}

/** Sums of quantities in one unit, such as `$3 + $2`; a unit anywhere else makes the expression opaque. */
function unitExpression(node: Node, budget: Budget): Form {
  const units = new Set<string>();
  someNode(node, (each) => {
    if (each.t === "unit") units.add(each.unit);
    return false;
  });
  const terms = node.t === "add" ? node.items : [node];
  const [unit] = units;
  const uniform = terms.every((term) => term.t === "unit" || (term.t === "neg" && term.arg.t === "unit"));
  if (units.size !== 1 || unit === undefined || !uniform) return { f: "opaque", node };
  const value = mapNode(node, (each) => (each.t === "unit" ? each.value : null));
  return { f: "quantity", value: interpret(value, budget), unit };
}

function interpretGroup(node: NodeOf<"group">, budget: Budget): Form {
  if (
    node.items.some((item) => item.t === "pm" || (item.t === "neg" && item.arg.t === "pm")) &&
    node.open === "("
  )
    return signChoices(node, budget);
  const items = progressionOf(node.items).map((item) => interpret(item, budget));
  if (node.open === "{") return { f: "set", items: items.flatMap(spread), bare: false };
  return { f: "tuple", open: node.open, close: node.close, items, node };
}

/** A bare list inside a list or set (from a plus-minus sign) belongs to it. */
function spread(form: Form): Form[] {
  if (form.f === "set" && form.bare) return form.items;
  if (form.f === "named" && form.value.f === "set" && form.value.bare) {
    return form.value.items.map((value) => ({ ...form, value }));
  }
  return [form];
}

function interpretList(node: NodeOf<"list">, budget: Budget): Form {
  const items = progressionOf(node.items).map((item) => interpret(item, budget));
  const sum = node.joiner === "and" ? compoundQuantity(items) : null;
  if (sum !== null) return sum;
  const regions = joinedRegions(items, node.joiner);
  if (regions !== null) return regions;
  const points = namedPoints(node.items, budget);
  if (points !== null) return points;
  const names = items.map((item) => (item.f === "named" ? JSON.stringify(item.name, bigintText) : null));
  const isRecord = node.joiner !== "or" && !names.includes(null) && new Set(names).size === items.length;
  if (isRecord)
    return recordForm(
      items.flatMap((item) => (item.f === "named" ? [{ name: item.name, value: item.value }] : [])),
    );
  const solution = lastStep(items);
  if (solution !== null) return solution;
  const links = items.flatMap((item) => (item.f === "relation" ? item.links : []));
  if (node.joiner === "and" && items.every((item) => item.f === "relation")) return { f: "relation", links };
  return { f: "set", items: items.flatMap(spread), bare: true, alternatives: node.joiner === "or" };
}

/** `A(1,2), B(3,4)`: points by their names. */
function namedPoints(items: readonly Node[], budget: Budget): Form | null {
  const entries: { name: Node; value: Form }[] = [];
  for (const item of items) {
    const [head, point] = item.t === "mul" && item.items.length === 2 ? item.items : [];
    const name = item.t === "apply" ? item.head : head?.t === "sym" ? head.name : "";
    const parts =
      item.t === "apply" ? item.args : point?.t === "group" && point.open === "(" ? point.items : [];
    if (parts.length < 2 || !/^[A-Z]'?(?:_\d)?$/.test(name)) return null;
    const node: Node = { t: "group", open: "(", close: ")", items: [...parts] };
    entries.push({ name: { t: "sym", name }, value: interpret(node, budget) });
  }
  return new Set(entries.map(({ name }) => (name.t === "sym" ? name.name : ""))).size < entries.length
    ? null
    : { f: "record", entries };
}

/** Values by their names; where one of them has two values (`x = \pm2, y = 3`), both records. */
function recordForm(entries: { name: Node; value: Form }[]): Form {
  const double = entries.filter(({ value }) => value.f === "set" && value.bare && value.items.length === 2);
  const [only] = double;
  if (double.length !== 1 || only?.value.f !== "set") return { f: "record", entries };
  const items = only.value.items.map(
    (value): Form => ({
      f: "record",
      entries: entries.map((entry) => (entry === only ? { ...entry, value } : entry)),
    }),
  );
  return { f: "set", items, bare: true, alternatives: true };
}

/** `x+1 = 18, x = 17`: equations in one unknown of which only the last is solved are steps to it. */
function lastStep(items: readonly Form[]): Form | null {
  const last = items.at(-1);
  if (items.length < 2 || last?.f !== "named" || last.name.t !== "sym") return null;
  const unknown = last.name.name;
  const areSteps = items.slice(0, -1).every(
    (item) =>
      item.f === "relation" &&
      item.links.every(({ op, left, right }) => {
        const symbols = freeSymbols(right, freeSymbols(left));
        return op === "=" && symbols.size === 1 && symbols.has(unknown);
      }),
  );
  return areSteps ? last : null;
}

function bigintText(_: string, value: unknown): unknown {
  return typeof value === "bigint" ? String(value) : value;
}

/** Inequalities in one variable: "or" unites them, "and" intersects; a comma intersects unless nothing would be left. */
function joinedRegions(items: readonly Form[], joiner: string): Form | null {
  let joined: Region | null = null;
  let variable: string | null = null;
  for (const each of items) {
    const item: Form =
      each.f === "named" && each.value.f === "region" && each.name.t === "sym"
        ? { ...each.value, variable: each.name.name }
        : each;
    if (item.f !== "region" || item.variable === null || (variable !== null && item.variable !== variable))
      return null;
    variable = item.variable;
    if (joined === null) joined = item.region;
    else {
      const both = intersection(joined, item.region);
      joined = joiner === "or" || (joiner !== "and" && both.length === 0) ? union(joined, item.region) : both;
    }
  }
  return joined === null ? null : { f: "region", region: joined, variable, links: null };
}

function interpretRelation(node: NodeOf<"rel">, budget: Budget): Form {
  const about = node.ops.indexOf("~");
  if (about === 0)
    return equationChain({ ...node, ops: node.ops.map((op) => (op === "~" ? "=" : op)) }, budget, true);
  if (about > 0) return interpret(trimmed(node, about), budget);
  if (node.ops.every((op) => op === "=")) return equationChain(node, budget, false);
  const [left, right] = node.items;
  if (node.ops.length === 1 && node.ops[0] === "in" && left !== undefined && right !== undefined) {
    const value = interpret(right, budget);
    if (isNameLike(left) && value.f !== "scalar" && value.f !== "opaque")
      return { f: "named", name: left, value, equation: node };
  }
  if (node.ops[0] === "equiv" && right?.t === "fn" && right.name === "mod" && right.args.length === 2) {
    const [rest, modulus] = right.args;
    if (left !== undefined && rest !== undefined && modulus !== undefined)
      return interpret(fn("pmod", { ...node, items: [left, rest] }, modulus), budget);
  }
  const links = linksOf(node);
  const solved = solveLinks(links, budget);
  if (solved !== null) return { f: "region", ...solved, links };
  return { f: "relation", links };
}

function trimmed(node: NodeOf<"rel">, about: number): Node {
  return { ...node, ops: node.ops.slice(0, about), items: node.items.slice(0, about + 1) };
}

export function linksOf(node: NodeOf<"rel">): Link[] {
  return node.ops.flatMap((op, i) => {
    const [left, right] = [node.items[i], node.items[i + 1]];
    return left === undefined || right === undefined ? [] : [{ op, left, right }];
  });
}

/**
 * `name = … = value` names its last member; a chain of constants has the value of its last (of its first, if the sign is
 * "approximately"); everything else is an equation.
 */
function equationChain(node: NodeOf<"rel">, budget: Budget, approximate: boolean): Form {
  const first = node.items[0];
  const last = node.items.at(-1);
  if (first === undefined || last === undefined) return { f: "opaque", node };
  const symbols = freeSymbols(first);
  if (isNameLike(first) && !mentions(last, first)) {
    return { f: "named", name: first, value: interpret(last, budget), equation: node };
  }
  if (symbols.size === 0) {
    if (isNameLike(last) && freeSymbols(last).size > 0)
      return { f: "named", name: last, value: interpret(first, budget), equation: node };
    if (freeSymbols(last).size === 0) return interpret(approximate ? first : last, budget);
  }
  if (someNode(node, (each) => each.t === "pm")) return signChoices(node, budget);
  return { f: "relation", links: linksOf(node) };
}

function mentions(value: Node, name: Node): boolean {
  if (name.t !== "sym") return false;
  return freeSymbols(value).has(name.name);
}

function interpretBuilder(node: NodeOf<"builder">, budget: Budget): Form {
  const condition = interpret(node.condition, budget);
  const { head } = node;
  const domain = head.t === "rel" && head.ops[0] === "in" ? head.items[1] : undefined;
  const integers = domain?.t === "set" && domain.name === "Z" ? integersIn(condition) : null;
  if (integers !== null) return integers;
  return condition.f === "region" ? { ...condition, variable: null } : { f: "opaque", node };
}

const MAX_INTEGERS = 1000;

/** The integers of a bounded part of the line. */
function integersIn(condition: Form): Form | null {
  if (condition.f !== "region") return null;
  const items: Form[] = [];
  for (const { low: from, high: to } of condition.region) {
    if (!Number.isFinite(from.value) || !Number.isFinite(to.value) || to.value - from.value > MAX_INTEGERS)
      return null;
    for (let n = Math.ceil(from.value); n <= to.value; n++) {
      const isOutside = (n === from.value && !from.closed) || (n === to.value && !to.closed);
      if (!isOutside) items.push({ f: "scalar", node: int(n) });
    }
  }
  return { f: "set", items, bare: false };
}

function interpretSetOperation(node: NodeOf<"setop">, budget: Budget): Form {
  const left = regionOf(interpret(node.left, budget), budget);
  const right = regionOf(interpret(node.right, budget), budget);
  if (left === null || right === null) return { f: "opaque", node };
  const region =
    node.op === "union"
      ? union(left, right)
      : intersection(left, node.op === "minus" ? complement(right) : right);
  return { f: "region", region, variable: null, links: null };
}

/** The subset of the reals that a form describes: an interval, a finite set of numbers, an inequality. */
export function regionOf(form: Form, budget: Budget): Region | null {
  switch (form.f) {
    case "region":
      return form.region;
    case "named":
      return regionOf(form.value, budget);
    case "tuple": {
      const [low, high] = form.items;
      if (form.items.length !== 2 || low?.f !== "scalar" || high?.f !== "scalar") return null;
      const from = endOf(low.node, form.open === "[", budget);
      const to = endOf(high.node, form.close === "]", budget);
      return from === null || to === null || from.value > to.value ? null : interval(from, to);
    }
    case "set": {
      let region: Region = [];
      for (const item of form.items) {
        const end = item.f === "scalar" ? endOf(item.node, true, budget) : null;
        const part = end === null ? (item.f === "tuple" ? regionOf(item, budget) : null) : pointRegion(end);
        if (part === null || (end !== null && !Number.isFinite(end.value))) return null;
        region = union(region, part);
      }
      return region;
    }
    default:
      return null;
  }
}
