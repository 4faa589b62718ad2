export { drawProblem, familiesOf } from "./draw-problem";
export {
  type BundledBenchmark,
  type BundledProblem,
  DEFAULT_BENCHMARK_SEED,
  DEFAULT_BENCHMARK_SIZE,
  generateBenchmark,
} from "./generate-benchmark";
export { FAMILIES, type Family, LEVELS, type Level, type Problem } from "./problem";
export { mixSeed, type Random, seededRandom } from "./random";
export {
  mistakeFor,
  NO_NOISE,
  type Noise,
  type RenderedSolution,
  type RenderedStep,
  renderSolution,
  TEACHER_NOISE,
} from "./render-solution";
export { answerOf, type SolvedStep, solveSteps } from "./solve-steps";
export { parseStatement, writeStatement } from "./statement";
export { compute, type Operator, operandValue, planSteps, type StepPlan, writeExpression } from "./steps";
