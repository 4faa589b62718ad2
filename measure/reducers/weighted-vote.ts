import { weightedVoteAtK } from "../estimators/weighted-vote";
import {
  type Reducer,
  refusalOfNegativeScores,
  refusalWithoutClasses,
  refusalWithoutScores,
} from "./reducer";

/** Vote over k samples in which every sample counts with its recorded score. */
export const weightedVote: Reducer = {
  id: "weighted-vote",
  version: "1",
  metric: null,
  refusal: (pool) =>
    refusalWithoutClasses(pool) ?? refusalWithoutScores(pool) ?? refusalOfNegativeScores(pool),
  expectation: weightedVoteAtK,
};
