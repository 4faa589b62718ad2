import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { answerClasses, equivalent } from "./index";

const context = { kind: "expression" } as const;
const same = (a: string, b: string): boolean | null => equivalent(a, b, context);

/** A rational function as a tree that can be written in several notations. */
type Tree =
  | { op: "number"; value: number }
  | { op: "symbol"; name: string }
  | { op: "+" | "-" | "*" | "/"; left: Tree; right: Tree }
  | { op: "^"; base: Tree; exponent: number };

const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3, depthIdentifier: "tree" },
    fc.record({ op: fc.constant("number" as const), value: fc.integer({ min: 1, max: 12 }) }),
    fc.record({ op: fc.constant("symbol" as const), name: fc.constantFrom("x", "y", "z") }),
    fc.record({
      op: fc.constantFrom("+" as const, "-" as const, "*" as const, "/" as const),
      left: tie("tree"),
      right: tie("tree"),
    }),
    fc.record({ op: fc.constant("^" as const), base: tie("tree"), exponent: fc.integer({ min: 2, max: 3 }) }),
  ),
}));

function latex(t: Tree): string {
  if (t.op === "number") return String(t.value);
  if (t.op === "symbol") return t.name;
  if (t.op === "^") return `\\left(${latex(t.base)}\\right)^{${t.exponent}}`;
  if (t.op === "/") return `\\frac{${latex(t.left)}}{${latex(t.right)}}`;
  const sign = t.op === "*" ? " \\cdot " : t.op;
  return `\\left(${latex(t.left)}${sign}${latex(t.right)}\\right)`;
}

function ascii(t: Tree): string {
  if (t.op === "number") return `${t.value}.0`;
  if (t.op === "symbol") return t.name;
  if (t.op === "^") return `(${ascii(t.base)})**${t.exponent}`;
  return `((${ascii(t.left)}) ${t.op} (${ascii(t.right)}))`;
}

/** The same value with operands swapped and a difference written as a sum. */
function rewritten(t: Tree): string {
  if (t.op === "number" || t.op === "symbol") return latex(t);
  if (t.op === "^") return Array.from({ length: t.exponent }, () => `(${rewritten(t.base)})`).join("");
  if (t.op === "/") return `(${rewritten(t.left)})\\cdot\\frac{1}{${rewritten(t.right)}}`;
  if (t.op === "-") return `\\left(-(${rewritten(t.right)})+(${rewritten(t.left)})\\right)`;
  return `\\left((${rewritten(t.right)})${t.op === "*" ? "" : "+"}(${rewritten(t.left)})\\right)`;
}

/** Whether the value exists at a generic point; a denominator that is identically zero has none. */
function valueAt(t: Tree): number {
  if (t.op === "number") return t.value;
  if (t.op === "symbol") return { x: 0.7317, y: 2.3191, z: 5.1703 }[t.name] ?? 1;
  if (t.op === "^") return valueAt(t.base) ** t.exponent;
  const [a, b] = [valueAt(t.left), valueAt(t.right)];
  if (t.op === "/") return Math.abs(b) < 1e-9 ? Number.NaN : a / b;
  return t.op === "+" ? a + b : t.op === "-" ? a - b : a * b;
}

const defined = tree.filter((t) => Number.isFinite(valueAt(t)));

describe("equivalent", () => {
  it("is reflexive, symmetric and blind to notation", () => {
    fc.assert(
      fc.property(defined, (t) => {
        expect(same(latex(t), latex(t))).toBe(true);
        expect(same(latex(t), ascii(t))).toBe(true);
        expect(same(latex(t), rewritten(t))).toBe(true);
        expect(same(rewritten(t), latex(t))).toBe(true);
      }),
      { numRuns: 300, seed: 1 },
    );
  });

  it("never takes a changed value for the same", () => {
    fc.assert(
      fc.property(defined, fc.integer({ min: 1, max: 5 }), (t, step) => {
        expect(same(latex(t), `${latex(t)}+${step}`)).toBe(false);
        expect(same(latex(t), `${ascii(t)} - ${step}/1000000`)).toBe(false);
      }),
      { numRuns: 300, seed: 2 },
    );
  });

  it("is symmetric on arbitrary pairs", () => {
    fc.assert(
      fc.property(defined, defined, (a, b) => {
        expect(same(latex(a), ascii(b))).toBe(same(ascii(b), latex(a)));
      }),
      { numRuns: 200, seed: 3 },
    );
  });

  it("decides integers of any size exactly", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 60n), max: 10n ** 60n }),
        fc.bigInt({ min: 1n, max: 9n }),
        (n, d) => {
          expect(same(String(n), `\\frac{${n * d}}{${d}}`)).toBe(true);
          expect(same(String(n), String(n + d))).toBe(false);
        },
      ),
      { seed: 4 },
    );
  });

  it("reads tuples in order and sets in any order", () => {
    const items = fc.uniqueArray(fc.integer({ min: -50, max: 50 }), { minLength: 3, maxLength: 6 });
    fc.assert(
      fc.property(items, (values) => {
        const turned = [...values.slice(1), ...values.slice(0, 1)];
        expect(same(`\\{${values.join(",")}\\}`, `\\{${turned.join(", ")}\\}`)).toBe(true);
        expect(same(values.join(", "), turned.join(", "))).toBe(true);
        expect(same(`(${values.join(",")})`, `(${turned.join(",")})`)).toBe(false);
        expect(same(`\\{${values.join(",")}\\}`, `\\{${values.slice(1).join(",")}\\}`)).toBe(false);
      }),
      { seed: 5 },
    );
  });

  it("knows a union of intervals however it is cut", () => {
    const cuts = fc.uniqueArray(fc.integer({ min: -30, max: 30 }), { minLength: 3, maxLength: 5 });
    fc.assert(
      fc.property(cuts, (points) => {
        const sorted = [...points].sort((a, b) => a - b);
        const [low, high] = [sorted[0] ?? 0, sorted.at(-1) ?? 0];
        const parts = sorted.slice(1).map((to, i) => `[${sorted[i]},${to}]`);
        expect(same(`[${low},${high}]`, parts.reverse().join("\\cup"))).toBe(true);
        expect(same(`[${low},${high}]`, `${low}\\le x\\le ${high}`)).toBe(true);
        expect(same(`[${low},${high}]`, `[${low},${high})`)).toBe(false);
      }),
      { seed: 6 },
    );
  });
});

describe("answerClasses", () => {
  const pool = [
    "1/2",
    "0.5",
    "\\frac{2}{4}",
    "x+1",
    "1+x",
    "50\\%",
    "3",
    "3.0",
    "\\{1,2\\}",
    "2,1",
    "[0,1)",
    "0\\le x<1",
    "yes",
    "1/3",
    "0.333333",
  ];

  it("puts equal answers into one class, in any order of the pool", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(pool, { minLength: 2 }), (answers) => {
        const classes = answerClasses(answers, context);
        for (const [i, a] of answers.entries()) {
          for (const [j, b] of answers.entries()) {
            if (same(a, b) === true) expect(classes[i]).toBe(classes[j]);
          }
        }
      }),
      { numRuns: 60, seed: 7 },
    );
  });

  it("numbers classes by first appearance and leaves missing answers out", () => {
    expect(answerClasses([null, "3", "1/2", "3.0", "0.5", null], context)).toEqual([-1, 0, 1, 0, 1, -1]);
  });
});
