import type { Comparison } from "@/contracts/board";
import type { Ctx } from "../ctx";
import { comparePair, loadCompared, problemIdsOf, requireComparable } from "./compared-run";

/** Two scored runs on the same problems, compared problem by problem. */
export async function compareRuns(ctx: Ctx, input: { a: string; b: string }): Promise<Comparison> {
  const [a, b] = await Promise.all([loadCompared(ctx, input.a), loadCompared(ctx, input.b)]);
  requireComparable(a, b);
  return comparePair(a, b, await problemIdsOf(ctx, a.version.id));
}
