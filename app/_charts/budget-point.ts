import { methodLook } from "./method-look";
import type { ScatterPoint } from "./shapes/scatter";

/** What all pictures of scores over budgets have on their axes. */
export const BUDGET_AXES = { x: "tokens a problem, all calls (log)", y: "score, %" } as const;

type Row = { method: string; tokens: number; score: number; low: number | null; high: number | null };

/** A run by what it spends and scores, in the look of its method. */
export function budgetPoint({ method, tokens, score, low, high }: Row, label: string): ScatterPoint {
  return { label, x: tokens, y: score, low, high, ...methodLook(method) };
}
