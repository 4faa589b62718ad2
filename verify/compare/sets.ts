import { exactValue } from "../numeric/exact";
import { UNDEFINED } from "../numeric/exact-result";
import { type CompareContext, decide, type Verdict } from "./context";
import type { Form } from "./form";

type SetForm = Extract<Form, { f: "set" }>;
type Same = (a: Form, b: Form, ctx: CompareContext) => Verdict;

/** Distinct elements beyond this are not matched pair by pair. */
const MAX_ELEMENTS = 256;

/**
 * Whether two collections hold the same elements. Order and repetition do not count; rational elements are first reduced
 * to their distinct values, so that long lists cost no more than their length.
 */
export function setsEqual(a: SetForm, b: SetForm, ctx: CompareContext, same: Same): Verdict {
  const left = distinct(a.items, ctx);
  const right = distinct(b.items, ctx);
  if (left.length > MAX_ELEMENTS || right.length > MAX_ELEMENTS)
    return decide(ctx, left.length === right.length ? null : false, "set size");
  const forward = covered(left, right, ctx, same);
  const verdict = forward === false ? false : both(forward, covered(right, left, ctx, same));
  return decide(ctx, verdict, "same elements");
}

function both(a: Verdict, b: Verdict): Verdict {
  if (a === false || b === false) return false;
  return a === null || b === null ? null : true;
}

/** Whether every element of `a` has an equal in `b`. */
function covered(a: readonly Form[], b: readonly Form[], ctx: CompareContext, same: Same): Verdict {
  let result: Verdict = true;
  for (const [i, item] of a.entries()) {
    let found: Verdict = false;
    for (let j = 0; j < b.length && found !== true; j++) {
      const other = b[(i + j) % b.length];
      const verdict = other === undefined ? false : same(item, other, ctx);
      if (verdict === true) found = true;
      else if (verdict === null) found = null;
    }
    if (found === false) return false;
    if (found === null) result = null;
  }
  return result;
}

function distinct(items: readonly Form[], ctx: CompareContext): Form[] {
  if (items.length < 16) return [...items];
  const seen = new Set<string>();
  return items.filter((item) => {
    const value = item.f === "scalar" ? exactValue(item.node, ctx.budget) : null;
    if (value === null || value === UNDEFINED) return true;
    const key = `${value.n}/${value.d}`;
    return seen.has(key) ? false : seen.add(key);
  });
}
