import type { Node, NodeOf } from "../parse/ast";
import { type Complex, isReal } from "./complex";

const REMAINDER = /^(?:otherwise|else|elsewhere)$/i;

/** Whether a condition is the one for all that the others leave. */
export function isRemainder(condition: Node): boolean {
  return condition.t === "text" && REMAINDER.test(condition.value);
}

/** The value of the first piece whose condition holds; `null` where a condition is open. */
export function valueByCases(node: NodeOf<"fn">, valueAt: (each: Node) => Complex | null): Complex | null {
  for (let i = 0; i + 1 < node.args.length; i += 2) {
    const [value, condition] = [node.args[i], node.args[i + 1]];
    if (value === undefined || condition === undefined) return null;
    const holds = isRemainder(condition) || conditionHolds(condition, valueAt);
    if (holds === null) return null;
    if (holds) return valueAt(value);
  }
  return null;
}

function conditionHolds(condition: Node, valueAt: (each: Node) => Complex | null): boolean | null {
  if (condition.t !== "rel") return null;
  const values: number[] = [];
  for (const item of condition.items) {
    const value = valueAt(item);
    if (value === null || !isReal(value)) return null;
    values.push(value.re);
  }
  let holds = true;
  for (const [i, op] of condition.ops.entries()) {
    const difference = (values[i + 1] ?? 0) - (values[i] ?? 0);
    const step = compared(op, difference);
    if (step === null) return null;
    holds &&= step;
  }
  return holds;
}

function compared(op: string, difference: number): boolean | null {
  if (op === "<") return difference > 0;
  if (op === "<=") return difference >= 0;
  if (op === "=") return difference === 0;
  return op === "!=" ? difference !== 0 : null;
}
