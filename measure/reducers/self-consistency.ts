import { majAtK } from "../estimators/maj-at-k";
import { type Reducer, refusalWithoutClasses } from "./reducer";

/** Majority vote over k samples (self-consistency, Wang et al., arXiv 2203.11171). */
export const selfConsistency: Reducer = {
  id: "self-consistency",
  version: "1",
  metric: "maj@k",
  refusal: refusalWithoutClasses,
  expectation: majAtK,
};
