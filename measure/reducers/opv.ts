import { assessedReducer, ruleParam } from "./assessed-reducer";
import type { ReducerOf } from "./reducer";

/** Answers chosen by the pass rates of step verifications (OPV, arXiv 2512.10756). */
export const opv: ReducerOf = (params) =>
  assessedReducer("opv", {
    rule: ruleParam(params.rule ?? "verifier-vote", {
      "verifier-vote": "weighted-vote",
      "best-of-n": "best-of-n",
      majority: "majority",
    }),
    alpha: 0,
    votes: null,
  });
