import type { Rational } from "./rational";

/** Numbers below this cost nothing beyond their step. */
const SMALL = 1n << 256n;

/** Counts evaluation steps over one comparison; every evaluator asks it before a loop or a node. */
export class Budget {
  private left: number;

  constructor(
    steps: number,
    private readonly parent: Budget | null = null,
  ) {
    this.left = steps;
  }

  /** Takes `steps`; `false` once the budget, or the one it is a part of, is used up. */
  spend(steps: number): boolean {
    this.left -= steps;
    return this.left >= 0 && (this.parent === null || this.parent.spend(steps));
  }

  /** Takes what arithmetic with a long number costs, which grows with the square of its length. */
  spendOn(value: Rational): boolean {
    if (value.d < SMALL && value.n < SMALL && value.n > -SMALL) return true;
    const words = (value.n.toString(16).length + value.d.toString(16).length) / 16;
    return this.spend(Math.ceil((words * words) / 16));
  }

  /** A part of this budget, so that one method that fails leaves steps for the next. */
  part(steps: number): Budget {
    return new Budget(steps, this);
  }
}

/** Steps that one comparison of two answers may take in all, and those that exact arithmetic may take of them. */
export const STEPS_PER_COMPARISON = 800_000;
export const EXACT_STEPS = 300_000;
