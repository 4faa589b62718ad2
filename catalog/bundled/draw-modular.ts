import type { ModularProblem } from "./problem";
import type { Random } from "./random";

const LARGEST_DIVIDEND = 199;

/** A remainder problem of level 2, 3 or 4; the number to be divided stays at or below 199. */
export function drawModular(level: 2 | 3 | 4, random: Random): ModularProblem {
  for (;;) {
    const a = random.integer(11, 99);
    const m = random.integer(3, 12);
    const problem = complete(level, { a, m }, random);
    if (dividend(problem) <= LARGEST_DIVIDEND) return problem;
  }
}

function complete(level: 2 | 3 | 4, { a, m }: { a: number; m: number }, random: Random): ModularProblem {
  switch (level) {
    case 2:
      return { family: "modular", form: "a+c", a, c: random.integer(11, 99), m };
    case 3:
      return { family: "modular", form: "a*b+c", a, b: random.integer(2, 9), c: random.integer(2, 60), m };
    case 4: {
      const [b, d, e] = [random.integer(2, 9), random.integer(2, 9), random.integer(2, 9)];
      return { family: "modular", form: "a*b+d*e", a, b, d, e, m };
    }
  }
}

function dividend(problem: ModularProblem): number {
  switch (problem.form) {
    case "a+c":
      return problem.a + problem.c;
    case "a*b+c":
      return problem.a * problem.b + problem.c;
    case "a*b+d*e":
      return problem.a * problem.b + problem.d * problem.e;
  }
}
