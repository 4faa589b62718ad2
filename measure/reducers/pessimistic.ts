import { assessedReducer, numberParam } from "./assessed-reducer";
import type { ReducerOf } from "./reducer";

/** Pessimistic selection over whatever assessments a pool has (Heimdall, arXiv 2504.10337). */
export const pessimistic: ReducerOf = (params) =>
  assessedReducer("pessimistic", {
    rule: "pessimistic",
    alpha: numberParam(params.alpha, 0.1),
    votes: numberParam(params.votes, null),
  });
