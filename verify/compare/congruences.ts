import { Budget } from "../numeric/budget";
import { exactValue } from "../numeric/exact";
import { UNDEFINED } from "../numeric/exact-result";
import { parseAnswer } from "../parse";
import { freeSymbols, type Node, someNode } from "../parse/ast";
import { neg } from "../parse/nodes";
import { substitute } from "../parse/substitute";
import { familyOf } from "./families";
import type { PreparedAnswer } from "./prepared";

/** The integers of some classes of remainders; `name` is what was said to be one of them. */
type Classes = { name: string | null; modulus: number; remainders: number[] };

const STEPS = 2000;
const CLASSES = /mod|multiples? of|divisible by|\\mid/;
/** `n \text{ is a multiple of } 4`, `4 \mid n`. */
const MULTIPLES =
  /^(?:\\text\s*\{\s*)?([A-Za-z])\s*(?:\\text\s*\{)?\s*(?:is|must be) (?:an? )?(?:integer )?(?:multiple of|divisible by)\s*\}?\s*(\d{1,9})\s*\}?$|^(\d{1,9})\s*(?:\\mid|\|)\s*([A-Za-z])$/;
const MAX_MODULUS = 5000;

/**
 * Whether two answers are the same classes of remainders: `n \equiv 3 \pmod 7`, `n \equiv -4 \pmod 7`, `n = 7k+3`.
 * `null` where neither is a congruence or one is something else.
 */
export function congruencesEqual(gold: PreparedAnswer, answer: PreparedAnswer): boolean | null {
  if (!CLASSES.test(gold.text) && !CLASSES.test(answer.text)) return null;
  const [a, b] = [statedClasses(gold), statedClasses(answer)];
  if (a === null && b === null) return null;
  const [left, right] = [a ?? familyClasses(gold), b ?? familyClasses(answer)];
  if (left === null || right === null) return null;
  if (left.name !== null && right.name !== null && left.name !== right.name) return false;
  const modulus = (left.modulus * right.modulus) / gcd(left.modulus, right.modulus);
  if (modulus > MAX_MODULUS) return left.modulus === right.modulus ? null : false;
  const [spreadLeft, spreadRight] = [spread(left, modulus), spread(right, modulus)];
  return spreadLeft.size === spreadRight.size && [...spreadLeft].every((each) => spreadRight.has(each));
}

function statedClasses({ text, node }: PreparedAnswer): Classes | null {
  const [, called, multiple, divisor, divided] = MULTIPLES.exec(text.replace(/[$~]/g, " ").trim()) ?? [];
  const modulus = Number(multiple ?? divisor);
  const name = called ?? divided;
  return name === undefined || modulus < 2 ? classesOf(node) : { name, modulus, remainders: [0] };
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}

/** All remainders of the classes modulo a multiple of their modulus. */
function spread({ modulus, remainders }: Classes, multiple: number): Set<number> {
  const all = new Set<number>();
  for (const remainder of remainders) {
    const start = ((remainder % modulus) + modulus) % modulus;
    for (let each = start; each < multiple; each += modulus) all.add(each);
  }
  return all;
}

/** `n \equiv 1, 4 \pmod 5`: the remainders before the modulus share it. */
function classesOf(node: Node | null): Classes | null {
  if (node === null || !someNode(node, (each) => each.t === "fn" && each.name === "pmod")) return null;
  const items = node.t === "list" ? node.items : [node];
  const last = items.at(-1);
  if (last?.t !== "fn" || last.name !== "pmod" || last.args.length !== 2) return null;
  const modulus = integerOf(last.args[1]);
  if (modulus === null || modulus < 2 || modulus > 1e9) return null;
  let name: string | null = null;
  const remainders: number[] = [];
  for (const item of items) {
    const own = item.t === "fn" && item.name === "pmod" ? item : null;
    if (own !== null && integerOf(own.args[1]) !== modulus) return null;
    const inner = own === null ? item : own.args[0];
    const isRelation =
      inner?.t === "rel" && inner.ops.length === 1 && /^(?:equiv|=)$/.test(inner.ops[0] ?? "");
    if (isRelation && inner.items[0]?.t === "sym") name = inner.items[0].name;
    else if (inner?.t === "rel") return null;
    const written = isRelation ? inner.items[1] : inner;
    const isBoth = written?.t === "pm" && written.left === null;
    const rest = integerOf(isBoth ? written.right : written);
    if (rest === null) return null;
    remainders.push(rest, ...(isBoth ? [-rest] : []));
  }
  return { name, modulus, remainders };
}

/** `7k+3` or `n = 7k+3`, where `k` is any integer. */
function familyClasses(answer: PreparedAnswer): Classes | null {
  const family = familyOf(answer.text);
  if (family !== null && family.domain !== "Z") return null;
  const node = family === null ? answer.node : parseAnswer(family.body);
  if (node === null) return null;
  const equation = node.t === "rel" && node.ops.length === 1 && node.ops[0] === "=" ? node : null;
  const [head, value] = equation === null ? [null, node] : equation.items;
  if (value === undefined || (equation !== null && head?.t !== "sym")) return null;
  const name = head?.t === "sym" ? head.name : null;
  if (value.t !== "pm" || value.left === null) return linearClasses(name, value);
  const upper = linearClasses(name, { t: "add", items: [value.left, value.right] });
  const lower = linearClasses(name, { t: "add", items: [value.left, neg(value.right)] });
  return upper === null || lower === null
    ? null
    : { ...upper, remainders: [...upper.remainders, ...lower.remainders] };
}

function linearClasses(name: string | null, value: Node): Classes | null {
  const [parameter, ...more] = freeSymbols(value);
  if (parameter === undefined || more.length > 0) return null;
  const values = [0, 1, 2, 5].map((each) => integerOf(substitute(value, parameter, each)));
  const [start, next] = values;
  if (start === null || next === null || start === undefined || next === undefined) return null;
  const step = next - start;
  const isLinear = values.every((each, i) => each === start + step * ([0, 1, 2, 5][i] ?? 0));
  return !isLinear || Math.abs(step) < 2 ? null : { name, modulus: Math.abs(step), remainders: [start] };
}

function integerOf(node: Node | undefined): number | null {
  const value = node === undefined ? null : exactValue(node, new Budget(STEPS));
  if (value === null || value === UNDEFINED || value.d !== 1n) return null;
  const integer = Number(value.n);
  return Number.isSafeInteger(integer) ? integer : null;
}
