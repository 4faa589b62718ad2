import {
  type Level,
  type Noise,
  type Operator,
  type Problem,
  planSteps,
  type Random,
  renderSolution,
  type StepPlan,
  TEACHER_NOISE,
} from "@/catalog/bundled";

const THINK_NOISE: Noise = { ...TEACHER_NOISE, noticedShare: 0.75, recheckRate: 0.25 };
const EASY_NOISE: Noise = { ...TEACHER_NOISE, recheckRate: 0.05 };
const HARD_NOISE: Noise = { ...TEACHER_NOISE, noticedShare: 0.7, recheckRate: 0.4 };
const CLOSED_EARLY_SHARE = 0.2;
const LAST_LOOK_SHARE = 0.25;

/** A plain worked solution with the teacher's noise. */
export function plainAnswer(problem: Problem, random: Random, noise: Noise = TEACHER_NOISE): string {
  return renderSolution(problem, random, noise).text;
}

/**
 * Steps inside `<think>`, then the answer. Some stop thinking early and go on outside, which is what a thinking
 * budget forces; some look at the last step once more, which is what a forced "Wait" asks for.
 */
export function thinkAnswer(problem: Problem, random: Random): string {
  const { steps, answer } = renderSolution(problem, random, THINK_NOISE);
  const lines = steps.map((step) => `${step.line}.\n`);
  if (lines.length > 1 && random.chance(CLOSED_EARLY_SHARE)) {
    const inside = random.integer(0, lines.length - 1);
    return `<think>\n${lines.slice(0, inside).join("")}</think>\n${lines.slice(inside).join("")}\\boxed{${answer}}`;
  }
  const last = steps.at(-1);
  let looks = "";
  while (last && random.chance(LAST_LOOK_SHARE)) looks += `Wait, ${last.expression}=${answer}.\n`;
  return `<think>\n${lines.join("")}${looks}</think>\n\\boxed{${answer}}`;
}

const OPERATOR_WORDS: Record<Operator, string> = {
  "+": "plus",
  "-": "minus",
  "*": "times",
  "/": "divided by",
  mod: "mod",
};

function planWords({ operator, right }: StepPlan): string {
  return "number" in right ? `${OPERATOR_WORDS[operator]} ${right.number}` : OPERATOR_WORDS[operator];
}

/** The operations in order inside `<plan>`, then the worked solution. */
export function planAnswer(problem: Problem, random: Random): string {
  const plan = planSteps(problem).map(planWords).join(", ");
  return `<plan>${plan}</plan>\n${plainAnswer(problem, random)}`;
}

/** The label that fits a level when the model may choose: [Easy] up to three steps. */
export function labelFor(level: Level): "Easy" | "Hard" {
  return level <= 3 ? "Easy" : "Hard";
}

/** `[Easy]` with few second looks or `[Hard]` with many, then the worked solution. */
export function difficultyAnswer(problem: Problem, label: "Easy" | "Hard", random: Random): string {
  return `[${label}]\n${plainAnswer(problem, random, label === "Easy" ? EASY_NOISE : HARD_NOISE)}`;
}
