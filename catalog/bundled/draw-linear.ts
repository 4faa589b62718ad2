import type { LinearProblem } from "./problem";
import type { Random } from "./random";

const LARGEST_RIGHT_SIDE = 399;

/** A linear equation of level 2, 3 or 4 whose solution is a whole number from 1 to 30. */
export function drawLinear(level: 2 | 3 | 4, random: Random): LinearProblem {
  for (;;) {
    const x = random.integer(1, 30);
    const a = random.integer(level === 3 ? 3 : 2, 9);
    const b = random.integer(1, 60);
    const problem = complete(level, { x, a, b }, random);
    const right = problem.form === "ax+b=c" ? problem.c : problem.d;
    if (right <= LARGEST_RIGHT_SIDE) return problem;
  }
}

function complete(
  level: 2 | 3 | 4,
  { x, a, b }: { x: number; a: number; b: number },
  random: Random,
): LinearProblem {
  switch (level) {
    case 2:
      return { family: "linear", form: "ax+b=c", a, b, c: a * x + b };
    case 3: {
      const k = random.integer(2, a - 1);
      return { family: "linear", form: "ax+b=kx+d", a, b, k, d: (a - k) * x + b };
    }
    case 4: {
      const c = random.integer(1, 60);
      return { family: "linear", form: "a(x+b)+c=d", a, b, c, d: a * (x + b) + c };
    }
  }
}
