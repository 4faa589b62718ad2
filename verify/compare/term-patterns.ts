import { Budget } from "../numeric/budget";
import { evaluate } from "../numeric/evaluate";
import { samplePoint } from "../numeric/hash-point";
import { childrenOf, freeSymbols, type Node } from "../parse/ast";
import { add, div, fn, int, mul, neg, pow, sym } from "../parse/nodes";
import { render } from "../parse/render";

/** The bound variable of a sum that was written with dots; no answer can name it. */
export const INDEX = "\\index";

/** A term as a formula of `INDEX`, which begins at 1, and the number of a term that has this form (`null` where none fits). */
export type Pattern = { body: Node; number: (term: Node) => Node | "any" | null };

const STEPS = 2000;
const before = add(sym(INDEX), int(-1));

/** What terms in a row have in common: equal parts stay, integers that go on regularly become formulas of the index. */
export function patternOf(terms: readonly Node[]): Pattern | null {
  const [first] = terms;
  if (first === undefined) return null;
  if (terms.every((term) => render(term) === render(first)))
    return { body: first, number: (term) => (render(term) === render(first) ? "any" : null) };
  const numbers = terms.map(integerOf);
  const counted = numbers.every((each) => each !== null) ? numberPattern(numbers) : null;
  return counted ?? shapePattern(terms) ?? symbolPattern(terms);
}

/** The number of a term, if all its parts that go on agree on it. */
export function termNumber(pattern: Pattern, term: Node): Node | null {
  const number = pattern.number(term);
  return number === "any" ? null : number;
}

function integerOf(node: Node): number | null {
  const inner = node.t === "neg" ? node.arg : node;
  if (inner.t !== "num" || inner.value.d !== 1n) return null;
  const value = Number(inner.value.n) * (node.t === "neg" ? -1 : 1);
  return Number.isSafeInteger(value) ? value : null;
}

/** Arithmetic and geometric progressions, powers of successive integers, factorials. */
function numberPattern(values: readonly number[]): Pattern | null {
  const [a = 0, b = 0] = values;
  if (values.every((value, i) => value === a + i * (b - a))) return arithmetic(int(a), b - a);
  const ratio = b / a;
  if (Number.isInteger(ratio) && values.every((value, i) => value === a * ratio ** i))
    return geometric(a, ratio);
  for (const exponent of [2, 3, 4]) {
    const root = Math.round(Math.abs(a) ** (1 / exponent));
    if (values.every((value, i) => value === (root + i) ** exponent)) return powers(root, exponent);
  }
  for (const start of [1, 2]) {
    if (values.every((value, i) => value === factorial(start + i))) return factorials(start);
  }
  return values.every((value, i) => value === (i + 1) * (i + 2)) ? pronic() : null;
}

function factorial(n: number): number {
  return n <= 1 ? 1 : n * factorial(n - 1);
}

function arithmetic(start: Node, step: number): Pattern {
  const steps = step === 1 ? sym(INDEX) : mul(int(step), sym(INDEX));
  const known = integerOf(start);
  const offset = known === null ? add(copy(start), int(-step)) : int(known - step);
  const body = known === step ? steps : add(steps, offset);
  return { body, number: (term) => add(div(add(copy(term), neg(start)), int(step)), int(1)) };
}

/** `add` extends the sum that it is given, so that one is handed over as a copy. */
function copy(node: Node): Node {
  return node.t === "add" ? { ...node, items: [...node.items] } : node;
}

function geometric(start: number, ratio: number): Pattern {
  const steps = Math.round(Math.log(Math.abs(start)) / Math.log(Math.abs(ratio)));
  const body = mul(int(start), pow(int(ratio), before));
  const number = (term: Node): Node | null => {
    const value = integerOf(term);
    if (value !== null) {
      const count = Math.round(Math.log(Math.abs(value / start)) / Math.log(Math.abs(ratio)));
      return start * ratio ** count === value ? int(count + 1) : null;
    }
    const [factor, power] = term.t === "mul" && term.items.length === 2 ? term.items : [null, term];
    if (power?.t !== "pow" || integerOf(power.base) !== ratio) return null;
    if (factor !== null && factor !== undefined)
      return integerOf(factor) === start ? add(copy(power.exponent), int(1)) : null;
    return start === ratio ** steps ? add(copy(power.exponent), int(1 - steps)) : null;
  };
  return { body, number };
}

function powers(root: number, exponent: number): Pattern {
  const body = pow(add(sym(INDEX), int(root - 1)), int(exponent));
  const number = (term: Node): Node | null => {
    const value = integerOf(term);
    if (value !== null) {
      const base = Math.round(value ** (1 / exponent));
      return base ** exponent === value ? int(base - root + 1) : null;
    }
    const fits = term.t === "pow" && integerOf(term.exponent) === exponent;
    return fits ? add(copy(term.base), int(1 - root)) : null;
  };
  return { body, number };
}

function factorials(start: number): Pattern {
  const body = fn("fact", add(sym(INDEX), int(start - 1)));
  const number = (term: Node): Node | null => {
    const [arg] = term.t === "fn" && term.name === "fact" ? term.args : [];
    if (arg !== undefined) return add(copy(arg), int(1 - start));
    const value = integerOf(term);
    for (let n = start; n < 20; n++) if (factorial(n) === value) return int(n - start + 1);
    return null;
  };
  return { body, number };
}

/** 2, 6, 12, 20: products of successive integers. */
function pronic(): Pattern {
  const body = mul(sym(INDEX), add(sym(INDEX), int(1)));
  const number = (term: Node): Node | null => {
    const value = integerOf(term);
    if (value !== null) {
      const root = Math.floor(Math.sqrt(value));
      return root * (root + 1) === value ? int(root) : null;
    }
    return term.t === "mul" && term.items.length === 2
      ? (term.items.find((item) => item.t === "sym") ?? null)
      : null;
  };
  return { body, number };
}

/** Terms of one shape: the pattern of each part, put together again. */
function shapePattern(terms: readonly Node[]): Pattern | null {
  const shaped = withPowers(terms);
  const [first] = shaped;
  if (first === undefined || !["add", "mul", "div", "pow", "neg", "fn"].includes(first.t)) return null;
  const parts = shaped.map(childrenOf);
  const count = parts[0]?.length ?? 0;
  const isAlike = shaped.every((term, i) => headOf(term) === headOf(first) && parts[i]?.length === count);
  if (!isAlike || count === 0) return null;
  const patterns: Pattern[] = [];
  for (let i = 0; i < count; i++) {
    const pattern = patternOf(parts.flatMap((part) => part[i] ?? []));
    if (pattern === null) return null;
    patterns.push(pattern);
  }
  const body = rebuilt(
    first,
    patterns.map((pattern) => pattern.body),
  );
  return body === null ? null : { body, number: (term) => agreedNumber(first, patterns, term) };
}

function headOf(node: Node): string {
  return node.t === "fn" ? `fn ${node.name}` : node.t;
}

/** Beside `x^2` and `x^3`, `x` is a first power and `1` one with exponent 0. */
function withPowers(terms: readonly Node[]): readonly Node[] {
  const power = terms.find((term) => term.t === "pow");
  if (power?.t !== "pow" || integerOf(power.exponent) === null) return terms;
  return terms.map((term) => {
    if (term.t === "pow") return term;
    if (render(term) === render(power.base)) return pow(power.base, int(1));
    return integerOf(term) === 1 && freeSymbols(power.base).size > 0 ? pow(power.base, int(0)) : term;
  });
}

function rebuilt(shape: Node, parts: readonly Node[]): Node | null {
  const [a, b] = parts;
  if (a === undefined) return null;
  switch (shape.t) {
    case "add":
    case "mul":
      return { t: shape.t, items: [...parts] };
    case "neg":
      return { t: "neg", arg: a };
    case "fn":
      return { ...shape, args: [...parts] };
    case "div":
      return b === undefined ? null : div(a, b);
    case "pow":
      return b === undefined ? null : pow(a, b);
    default:
      return null;
  }
}

function agreedNumber(shape: Node, patterns: readonly Pattern[], term: Node): Node | "any" | null {
  if (headOf(term) !== headOf(shape)) return null;
  const parts = childrenOf(term);
  if (parts.length !== patterns.length) return null;
  let agreed: Node | "any" = "any";
  for (const [i, pattern] of patterns.entries()) {
    const part = parts[i];
    const number = part === undefined ? null : pattern.number(part);
    if (number === null) return null;
    if (number === "any") continue;
    if (agreed !== "any" && !isSameValue(agreed, number)) return null;
    agreed = number;
  }
  return agreed;
}

/** `n`, `n-1`, `n-2`: terms that differ by an integer. */
function symbolPattern(terms: readonly Node[]): Pattern | null {
  const [first, second] = terms;
  if (first === undefined || second === undefined) return null;
  const step = integerDifference(second, first);
  if (step === null || step === 0) return null;
  const fits = terms.every((term, i) => integerDifference(term, first) === i * step);
  return fits ? arithmetic(first, step) : null;
}

function integerDifference(a: Node, b: Node): number | null {
  const symbols = [...freeSymbols(a, freeSymbols(b))];
  let difference: number | null = null;
  for (const i of [0, 1]) {
    const point = samplePoint(i, symbols, new Set());
    const value = evaluate(add(copy(a), neg(b)), point, new Budget(STEPS));
    if (value === null || Math.abs(value.re - Math.round(value.re)) > 1e-9 || value.im !== 0) return null;
    if (difference !== null && Math.round(value.re) !== difference) return null;
    difference = Math.round(value.re);
  }
  return difference;
}

function isSameValue(a: Node, b: Node): boolean {
  return integerDifference(a, b) === 0;
}
