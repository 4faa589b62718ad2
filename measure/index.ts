/**
 * Everything that Plumbline computes about scores, as pure functions (docs/statistics.md). Nothing imports past this
 * file. Randomness is seeded by run hashes; there is no clock and no I/O.
 */
export { type ClaimVerdict, judgeClaim, tallyClaims } from "./claims";
export { completenessOf } from "./completeness";
export { areaUnderLogBudget, type CurvePoint } from "./efficiency/area-under-curve";
export { budgetCurve } from "./efficiency/budget-curve";
export { paretoFrontier } from "./efficiency/pareto";
export { meanTokensPerProblem } from "./efficiency/tokens";
export { passAtK } from "./estimators/pass-at-k";
export { type JudgedAnswer, pessimisticChoice, pessimisticScores } from "./estimators/pessimistic";
export { compareRanks, type LengthTally, lengthRank, longestFirst } from "./expected-length";
export { bootstrapProblems } from "./intervals/bootstrap";
export { ALPHA } from "./intervals/level";
export { newProblemsInterval } from "./intervals/new-problems";
export {
  chooseBaseline,
  conditionsDiffering,
  type LiftCandidate,
  type LiftConditions,
} from "./lift/choose-baseline";
export { liftAtEqualTokens } from "./lift/equal-tokens";
export { entropyBits } from "./measurements/answer-entropy";
export {
  BEHAVIOURS,
  countBehaviours,
  countReflectionWords,
  REFLECTION_WORDS,
  STYLES,
} from "./measurements/behaviours";
export { budgetControl, budgetScaling } from "./measurements/budget-control";
export { crossing, zeroSuccessBound } from "./measurements/crossover";
export { jensenShannon } from "./measurements/jensen-shannon";
export { underthinkingScore } from "./measurements/underthinking";
export { differenceVariance, type EffectRow, minimumDetectableEffect } from "./minimum-detectable-effect";
export { countOutcomes } from "./outcome-counts";
export { comparePaired } from "./paired/compare";
export type { ProblemVector } from "./paired/paired-vectors";
export { testDifference } from "./paired/test-difference";
export type { ProcessItem, ProcessScheme } from "./process/process-item";
export { processScores } from "./process/process-scores";
export { holmRejections } from "./ranking/holm";
export { type BoardPlace, FEWEST_RANKED_PROBLEMS, rankBoard } from "./ranking/rank-board";
export { sortNullsLast } from "./ranking/sort";
export { passRate } from "./reducers/assessed-reducer";
export { bestOfNReducer } from "./reducers/best-of-n";
export { heimdall } from "./reducers/heimdall";
export { opv } from "./reducers/opv";
export { pessimistic } from "./reducers/pessimistic";
export { type Reduction, reducePool } from "./reducers/reduce-pool";
export type { Reducer, ReducerOf } from "./reducers/reducer";
export { selfConsistency } from "./reducers/self-consistency";
export { weightedVote } from "./reducers/weighted-vote";
export { rerunVariances } from "./rerun-variances";
export {
  type Completeness,
  NO_ANSWER,
  type PoolKind,
  type PoolSample,
  problemCounts,
  problemScores,
  type RunMatrix,
  type SampledMatrix,
} from "./run-matrix";
export { decodeRunMatrix, encodeRunMatrix } from "./run-matrix-codec";
export { METRICS, type Metric } from "./score-metrics";
export { type RunScore, scoreRun } from "./score-run";
