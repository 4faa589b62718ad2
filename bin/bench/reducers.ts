import {
  bestOfNReducer,
  heimdall,
  NO_ANSWER,
  opv,
  type PoolSample,
  pessimistic,
  type Reducer,
  selfConsistency,
  weightedVote,
} from "@/measure";
import { load, machine, record } from "./record";

/**
 * `npm run bench:reducers`: every reducer over a pool of 1,000 problems × 16 samples with 16 assessments each, exact
 * expectations of the whole pool (k = 16) and of all 12,870 subsets of eight. Milliseconds of CPU time, so that what else the
 * machine does is not counted. Writes docs/benchmarks.json.
 */
const PROBLEMS = 1_000;
const SAMPLES = 16;
const ASSESSMENTS = 16;
const ROUNDS = 3;

/** Up to eight answers a problem, some samples without one, some assessments that cannot be read. */
function pools(): PoolSample[][] {
  let state = 1;
  // The minimal standard generator: any will do, as long as every run has the same pool.
  const unit = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  const sample = (rate: number): PoolSample => {
    const right = unit() < rate;
    const assessments = Array.from({ length: ASSESSMENTS }, () => {
      const vote = unit();
      return vote < 0.05 ? null : vote < (right ? 0.75 : 0.4) ? 1 : 0;
    });
    const common = { tokens: 1_000, score: unit(), assessments };
    if (unit() < 0.05) return { outcome: "unparsed", answerClass: NO_ANSWER, ...common };
    if (right) return { outcome: "correct", answerClass: 0, ...common };
    return { outcome: "incorrect", answerClass: 1 + Math.floor(unit() * 7), ...common };
  };
  return Array.from({ length: PROBLEMS }, () => {
    const rate = unit();
    return Array.from({ length: SAMPLES }, () => sample(rate));
  });
}

const REDUCERS: [string, Reducer][] = [
  ["self-consistency", selfConsistency],
  ["weighted-vote", weightedVote],
  ["best-of-n", bestOfNReducer],
  ["pessimistic", pessimistic({})],
  ["heimdall", heimdall({})],
  ["opv", opv({})],
];

/** Exact or not at all: nothing may be drawn at this size. */
const OPTIONS = {
  mostTerms: 1_000_000,
  subsets: 0,
  random: () => {
    throw new Error("a reducer was not exact");
  },
};

const problems = pools();
const loadBefore = load();
const milliseconds: Record<string, Record<string, number>> = {};
for (const k of [16, 8]) {
  const times: Record<string, number> = {};
  for (const [id, reducer] of REDUCERS) {
    const rounds = Array.from({ length: ROUNDS }, () => {
      const before = process.cpuUsage();
      for (const samples of problems) reducer.expectation(samples, k, OPTIONS);
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1_000;
    });
    times[id] = Math.round(rounds.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0);
  }
  times.all = Object.values(times).reduce((sum, time) => sum + time, 0);
  milliseconds[`k=${k}`] = times;
  console.log(`k = ${k}: ${JSON.stringify(times)} ms`);
}
record("reducers", {
  command: "npm run bench:reducers",
  machine: machine(loadBefore),
  pool: { problems: PROBLEMS, samples: SAMPLES, assessments: ASSESSMENTS },
  cpuMilliseconds: milliseconds,
});
