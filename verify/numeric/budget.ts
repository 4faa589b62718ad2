/** Counts evaluation steps over one comparison; every evaluator asks it before a loop or a node. */
export class Budget {
  private left: number;

  constructor(steps: number) {
    this.left = steps;
  }

  /** Takes `steps`; `false` once the budget is used up. */
  spend(steps: number): boolean {
    this.left -= steps;
    return this.left >= 0;
  }

  get exhausted(): boolean {
    return this.left < 0;
  }
}

/** Steps that one comparison of two answers may take in all. */
export const STEPS_PER_COMPARISON = 1_500_000;
