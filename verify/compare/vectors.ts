import { freeSymbols, type Node } from "../parse/ast";
import { int, sym } from "../parse/nodes";
import { mapNode } from "../parse/substitute";

const BASIS =
  /\\(?:mathbf|hat|vec|boldsymbol|bm|bold|widehat|overrightarrow|underline)\s*(?:\{\s*\\(?:mathbf|boldsymbol|text|mathrm)\s*)?\{?\s*\\?([ijk])(?:math)?\s*\}*/g;
const NAMES = ["\\unit i", "\\unit j", "\\unit k"] as const;

/** `a\mathbf{i} + b\hat{j}` with its unit vectors as symbols of their own; `null` where there are none. */
export function withUnitVectors(text: string): string | null {
  if (text.length > 400 || text.search(BASIS) < 0) return null;
  return text.replace(BASIS, (_, letter: string) => `\\unit${letter} `);
}

/** The components of a sum of multiples of unit vectors, in as many dimensions as asked; `null` for anything else. */
export function componentsOf(node: Node, dimensions: number): Node[] | null {
  const names = NAMES.map((name) => name.replace(" ", ""));
  const used = freeSymbols(node);
  const present = names.filter((name) => used.has(name));
  const terms = node.t === "add" ? node.items : [node];
  const isSum = terms.every((term) => present.some((name) => freeSymbols(term).has(name)));
  if (present.length === 0 || !isSum || (dimensions < 3 && used.has("\\unitk"))) return null;
  return names
    .slice(0, dimensions)
    .map((name) =>
      mapNode(node, (each) =>
        each.t === "sym" && names.includes(each.name) ? int(each.name === name ? 1 : 0) : null,
      ),
    );
}

/** The items of a row that is written with a sign of transposition, `(1,2,3)^T`. */
export function transposedItems(node: Node): Node[] | null {
  if (node.t !== "pow" || node.base.t !== "group" || node.base.open === "{" || node.exponent.t !== "sym")
    return null;
  return /^(?:T|\\top|\\intercal|t)$/.test(node.exponent.name) ? node.base.items : null;
}

/** The tree with `I` as the identity matrix of `size` rows; `null` where no `I` stands in it. */
export function withIdentity(node: Node, size: number): Node | null {
  const isIdentity = (name: string): boolean => name === "I" || name === `I_${size}` || name === "E";
  const names = [...freeSymbols(node)].filter(isIdentity);
  if (names.length !== 1) return null;
  const rows = Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (_, j) => int(i === j ? 1 : 0)),
  );
  const identity: Node = { t: "matrix", bracket: "(", rows };
  return mapNode(node, (each) => (each.t === "sym" && isIdentity(each.name) ? identity : null)) ?? sym("I");
}
