/**
 * Everything that Plumbline computes about scores, as pure functions (docs/statistics.md). Nothing imports past this
 * file. Randomness is seeded by run hashes; there is no clock and no I/O.
 */
export {
  CLAIM_VERDICTS,
  type ClaimCell,
  type ClaimJudgement,
  type ClaimVerdict,
  judgeClaim,
  tallyClaims,
} from "./claims";
export { completenessOf, MOST_MISSING_SHARE } from "./completeness";
export { areaUnderLogBudget, type CurvePoint } from "./efficiency/area-under-curve";
export { type BudgetPoint, budgetCurve } from "./efficiency/budget-curve";
export { type CostedScore, paretoFrontier } from "./efficiency/pareto";
export { meanTokensPerProblem, tokensPerProblem } from "./efficiency/tokens";
export { gPassAtK, meanGPassAtK } from "./estimators/g-pass";
export { passAtK } from "./estimators/pass-at-k";
export { passHatK } from "./estimators/pass-hat-k";
export { type JudgedAnswer, pessimisticChoice, pessimisticScores } from "./estimators/pessimistic";
export { compareRanks, type LengthRank, type LengthTally, lengthRank, longestFirst } from "./expected-length";
export { bootstrapProblems, PROBLEM_RESAMPLES } from "./intervals/bootstrap";
export { ALPHA } from "./intervals/level";
export { newProblemsInterval } from "./intervals/new-problems";
export { rerunInterval } from "./intervals/rerun";
export {
  chooseBaseline,
  conditionsDiffering,
  type LiftCandidate,
  type LiftConditions,
} from "./lift/choose-baseline";
export { type EqualTokensInput, type EqualTokensLift, liftAtEqualTokens } from "./lift/equal-tokens";
export { entropyBits } from "./measurements/answer-entropy";
export {
  BEHAVIOURS,
  countBehaviours,
  countReflectionWords,
  REFLECTION_WORDS,
  STYLES,
} from "./measurements/behaviours";
export { type BudgetReached, budgetControl, budgetScaling } from "./measurements/budget-control";
export { crossing, zeroSuccessBound } from "./measurements/crossover";
export { jensenShannon } from "./measurements/jensen-shannon";
export { easyLengthReward } from "./measurements/length-reward";
export { underthinkingScore, type WrongResponse } from "./measurements/underthinking";
export {
  differenceVariance,
  type EffectRow,
  type MinimumDetectableEffect,
  minimumDetectableEffect,
} from "./minimum-detectable-effect";
export { countOutcomes } from "./outcome-counts";
export { comparePaired, type PairedComparison } from "./paired/compare";
export { type ProblemVector, pairedDifferences } from "./paired/paired-vectors";
export { type DifferenceTest, testDifference } from "./paired/test-difference";
export {
  type DifferenceVariance,
  detectableEffect,
  POWER,
  problemsNeeded,
  samplesFactorNeeded,
} from "./power";
export type { ProcessItem, ProcessScheme } from "./process/process-item";
export { processScores } from "./process/process-scores";
export { holmRejections } from "./ranking/holm";
export type { PairMemory } from "./ranking/pair-matrix";
export { type BoardEntry, type BoardPlace, FEWEST_RANKED_PROBLEMS, rankBoard } from "./ranking/rank-board";
export { compareNullsLast, sortNullsLast } from "./ranking/sort";
export { passRate } from "./reducers/assessed-reducer";
export { bestOfNReducer } from "./reducers/best-of-n";
export { heimdall } from "./reducers/heimdall";
export { opv } from "./reducers/opv";
export { pessimistic } from "./reducers/pessimistic";
export { type Reduction, reducePool } from "./reducers/reduce-pool";
export type { Reducer, ReducerMetric, ReducerOf } from "./reducers/reducer";
export { selfConsistency } from "./reducers/self-consistency";
export { weightedVote } from "./reducers/weighted-vote";
export { rerunVariances } from "./rerun-variances";
export {
  type Completeness,
  NO_ANSWER,
  type PoolKind,
  type PoolSample,
  type ProblemCount,
  problemCounts,
  problemScores,
  type ReducedMatrix,
  type RunMatrix,
  type SampledMatrix,
  usableSamples,
} from "./run-matrix";
export { checkRunMatrix, RunMatrixError } from "./run-matrix-check";
export { decodeRunMatrix, type EncodedRunMatrix, encodeRunMatrix } from "./run-matrix-codec";
export { defaultKs, G_PASS_THRESHOLD, METRICS, type Metric } from "./score-metrics";
export { type RunScore, type ScoreOptions, scoreRun } from "./score-run";
