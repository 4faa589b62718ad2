const SOLVER_LABEL = "noisy solver, not a language model";
const TOY_LABEL = "toy model made for this demonstration";

/** What must stand beside a model's name wherever it appears, told by the name under which it is served; null for most. */
export function modelLabel(servedName: string): string | null {
  if (/noisy[ -]?solver/i.test(servedName)) return SOLVER_LABEL;
  return /^plumbline-reference\b/i.test(servedName) ? TOY_LABEL : null;
}
