import type { Node } from "./ast";
import { int } from "./nodes";

/** The tree with every free occurrence of a symbol replaced by an integer. */
export function substitute(node: Node, name: string, value: number): Node {
  return mapNode(node, (each) => (each.t === "sym" && each.name === name ? int(value) : null));
}

/** Rebuilds a tree; where `change` returns a node, it takes the place of the one it was given. */
export function mapNode(node: Node, change: (each: Node) => Node | null): Node {
  const changed = change(node);
  if (changed !== null) return changed;
  const each = (child: Node): Node => mapNode(child, change);
  switch (node.t) {
    case "add":
    case "mul":
    case "group":
    case "list":
    case "rel":
    case "ratio":
      return { ...node, items: node.items.map(each) };
    case "neg":
    case "percent":
    case "degree":
      return { ...node, arg: each(node.arg) };
    case "div":
      return { ...node, top: each(node.top), bottom: each(node.bottom) };
    case "pow":
      return { ...node, base: each(node.base), exponent: each(node.exponent) };
    case "fn":
    case "apply":
      return { ...node, args: node.args.map(each) };
    case "pm":
      return { ...node, left: node.left === null ? null : each(node.left), right: each(node.right) };
    case "setop":
      return { ...node, left: each(node.left), right: each(node.right) };
    case "builder":
      return { ...node, head: each(node.head), condition: each(node.condition) };
    case "matrix":
      return { ...node, rows: node.rows.map((row) => row.map(each)) };
    case "unit":
      return { ...node, value: each(node.value) };
    case "big":
      return {
        ...node,
        low: node.low === null ? null : each(node.low),
        high: node.high === null ? null : each(node.high),
        body: each(node.body),
      };
    default:
      return node;
  }
}
