import { describe, expect, it } from "vitest";
import { seededRandom } from "../numeric/random";
import { NO_ANSWER, type PoolSample, type SampledMatrix, usableSamples } from "../run-matrix";
import { bestOfNReducer } from "./best-of-n";
import { poolExpectation } from "./pool-value";
import { selfConsistency } from "./self-consistency";
import { weightedVote } from "./weighted-vote";

const PROBLEMS = 1_000;
const SAMPLES = 16;

/** 1,000 problems × 16 samples with up to eight answers a problem, some samples without one. */
function pool(): SampledMatrix {
  const random = seededRandom("pool of a thousand problems");
  const sample = (rate: number): PoolSample => {
    const common = { tokens: 1_000, score: random.unit() };
    if (random.unit() < 0.05) return { outcome: "unparsed", answerClass: NO_ANSWER, ...common };
    if (random.unit() < rate) return { outcome: "correct", answerClass: 0, ...common };
    return { outcome: "incorrect", answerClass: 1 + random.below(7), ...common };
  };
  const problems = Array.from({ length: PROBLEMS }, () => {
    const rate = random.unit();
    return Array.from({ length: SAMPLES }, () => sample(rate));
  });
  return { kind: "sampled", samplesPerProblem: SAMPLES, classesRecorded: true, problems };
}

describe("reducing a pool of 1,000 problems × 16 samples", () => {
  it.each([8, 16])("gives an exact value for every problem and reducer at k = %d", (k) => {
    const problems = pool().problems.map((samples) => usableSamples(samples, "generated"));
    let exact = 0;
    for (const reducer of [selfConsistency, weightedVote, bestOfNReducer]) {
      for (const [index, samples] of problems.entries()) {
        const expectation = poolExpectation(reducer, samples, { k, seed: `run/${index}` });
        exact += Number(expectation?.sampled === false);
      }
    }
    expect(exact).toBe(3 * PROBLEMS);
  });
});
