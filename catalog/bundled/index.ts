export { drawProblem, familiesOf } from "./draw-problem";
export { type BundledProblem, generateBenchmark } from "./generate-benchmark";
export { LEVELS, type Level, type Problem } from "./problem";
export { mixSeed, type Random, seededRandom } from "./random";
export {
  mistakeFor,
  NO_NOISE,
  type Noise,
  renderSolution,
  TEACHER_NOISE,
} from "./render-solution";
export { answerOf, solveSteps } from "./solve-steps";
export { parseStatement, writeStatement } from "./statement";
export { compute, type Operator, operandValue, planSteps, type StepPlan, writeExpression } from "./steps";
