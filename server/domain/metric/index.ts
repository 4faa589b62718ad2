export { poolKindOf } from "./pool-kind";
export { type Recomputed, recomputeScores } from "./recompute-scores";
export { scoreRun } from "./score-run";
