import { bestOfN } from "../estimators/best-of-n";
import { NO_ANSWER } from "../run-matrix";
import { type Reducer, refusalWithoutScores } from "./reducer";

/** The sample with the highest recorded score among k. */
export const bestOfNReducer: Reducer = {
  id: "best-of-n",
  version: "1",
  metric: "best-of-n",
  refusal: refusalWithoutScores,
  expectation: (samples, k) =>
    bestOfN(samples, k, { needsAnswer: samples.some((sample) => sample.answerClass !== NO_ANSWER) }),
};
