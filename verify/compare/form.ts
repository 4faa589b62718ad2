import type { Node, NodeOf, RelationOp } from "../parse/ast";
import type { Region } from "./regions";

/** One relation between two expressions, signs pointing left to right. */
export type Link = { op: RelationOp; left: Node; right: Node };

/** What an answer is, above its expressions: the structure that decides how two answers are compared. */
export type Form =
  | { f: "scalar"; node: Node }
  | { f: "tuple"; open: string; close: string; items: Form[]; node: Node }
  /** Unordered. `bare`: a list without braces, which keeps the order it was written in; its `alternatives` are joined by "or". */
  | { f: "set"; items: Form[]; bare: boolean; alternatives?: boolean }
  | { f: "record"; entries: { name: Node; value: Form }[] }
  /** `name = value`; `equation` is what was written. */
  | { f: "named"; name: Node; value: Form; equation: NodeOf<"rel"> }
  | { f: "region"; region: Region; variable: string | null; links: Link[] | null }
  | { f: "relation"; links: Link[] }
  | { f: "matrix"; rows: Node[][] }
  | { f: "ratio"; items: Node[] }
  | { f: "quantity"; value: Form; unit: string }
  | { f: "text"; value: string }
  | { f: "opaque"; node: Node };
