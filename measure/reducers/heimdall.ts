import { ASSESSED_RULES, assessedReducer, numberParam, ruleParam } from "./assessed-reducer";
import type { ReducerOf } from "./reducer";

const RULES = Object.fromEntries(ASSESSED_RULES.map((rule) => [rule, rule]));

/** Pessimistic verification (Heimdall, arXiv 2504.10337), and the rules that it is compared with. */
export const heimdall: ReducerOf = (params) =>
  assessedReducer("heimdall", {
    rule: ruleParam(params.rule ?? "pessimistic", RULES),
    alpha: numberParam(params.alpha, 0.1),
    votes: null,
  });
