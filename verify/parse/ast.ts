import type { Rational } from "../numeric/rational";

export type RelationOp =
  | "="
  | "!="
  | "<"
  | "<="
  | "~"
  | "in"
  | "notin"
  | "subset"
  | "subseteq"
  | "notsubset"
  | "notsubseteq"
  | "equiv"
  | "to"
  | "parallel"
  | "perp"
  | "similar"
  | "congruent"
  | "divides";

/** Named sets and other atoms that are not numbers. */
export type NamedSet = "empty" | "R" | "Z" | "N" | "Q" | "C";

/**
 * The syntax tree of an answer. `group` keeps its brackets, since `(1,2)` may be a point or an interval; `list` is what
 * commas, semicolons, "and" and "or" join outside brackets.
 */
export type Node =
  | { t: "num"; value: Rational; decimals: number }
  | { t: "sym"; name: string }
  | { t: "const"; name: "pi" | "e" | "i" | "inf" | "undefined" }
  | { t: "add"; items: Node[] }
  | { t: "mul"; items: Node[] }
  | { t: "neg"; arg: Node }
  | { t: "div"; top: Node; bottom: Node }
  | { t: "pow"; base: Node; exponent: Node }
  | { t: "fn"; name: string; args: Node[] }
  | { t: "apply"; head: string; args: Node[] }
  | { t: "pm"; sign: 1 | -1; left: Node | null; right: Node }
  | { t: "group"; open: string; close: string; items: Node[] }
  | { t: "list"; joiner: "comma" | "semicolon" | "and" | "or"; items: Node[] }
  | { t: "rel"; ops: RelationOp[]; items: Node[] }
  | { t: "setop"; op: "union" | "intersect" | "minus"; left: Node; right: Node }
  | { t: "builder"; head: Node; condition: Node }
  | { t: "matrix"; bracket: string; rows: Node[][] }
  | { t: "text"; value: string }
  | { t: "unit"; value: Node; unit: string }
  | { t: "percent"; arg: Node }
  | { t: "degree"; arg: Node }
  | { t: "ratio"; items: Node[] }
  | { t: "based"; digits: string; base: number }
  | {
      t: "big";
      /** A limit has its target as `low`. */
      op: "sum" | "prod" | "int" | "lim" | "lim+" | "lim-";
      variable: string;
      low: Node | null;
      high: Node | null;
      body: Node;
    }
  | { t: "set"; name: NamedSet };

export type NodeOf<T extends Node["t"]> = Extract<Node, { t: T }>;

/** The direct children of a node, in reading order. */
export function childrenOf(node: Node): readonly Node[] {
  switch (node.t) {
    case "add":
    case "mul":
    case "group":
    case "list":
    case "rel":
    case "ratio":
      return node.items;
    case "neg":
    case "percent":
    case "degree":
      return [node.arg];
    case "div":
      return [node.top, node.bottom];
    case "pow":
      return [node.base, node.exponent];
    case "fn":
    case "apply":
      return node.args;
    case "pm":
      return node.left === null ? [node.right] : [node.left, node.right];
    case "setop":
      return [node.left, node.right];
    case "builder":
      return [node.head, node.condition];
    case "matrix":
      return node.rows.flat();
    case "unit":
      return [node.value];
    case "big":
      return [node.low, node.high, node.body].filter((each) => each !== null);
    default:
      return [];
  }
}

/** Whether `test` holds for the node or anything below it. */
export function someNode(node: Node, test: (each: Node) => boolean): boolean {
  return test(node) || childrenOf(node).some((child) => someNode(child, test));
}

/** Names of the free symbols and unknown functions below a node; the variable of a sum or integral is bound. */
export function freeSymbols(node: Node, into: Set<string> = new Set()): Set<string> {
  if (node.t === "sym") into.add(node.name);
  else if (node.t === "apply") into.add(`${node.head}()`);
  if (node.t === "big") {
    const inner = freeSymbols(node.body);
    inner.delete(node.variable);
    for (const name of inner) into.add(name);
    for (const bound of [node.low, node.high]) if (bound !== null) freeSymbols(bound, into);
    return into;
  }
  for (const child of childrenOf(node)) freeSymbols(child, into);
  return into;
}
