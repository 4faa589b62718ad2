const SOLVER_LABEL = "noisy solver, not a language model";

/** What must stand beside a model's name wherever it appears, told by the name under which it is served; null for most. */
export function modelLabel(servedName: string): string | null {
  return /noisy[ -]?solver/i.test(servedName) ? SOLVER_LABEL : null;
}
