import type { RunKind } from "@/contracts/states";
import type { PoolKind } from "@/measure";

/** How a run's own samples came about. Matrices of reduced runs hold what follows from it, so that for those it does not matter. */
export function poolKindOf({ kind }: { kind: RunKind }): PoolKind {
  return kind === "imported" ? "imported" : "generated";
}
