import { mixSeed, seededRandom } from "@/catalog/bundled";
import { BENCHMARK_SHAPES, SAMPLES_PER_POOL } from "./seed-benchmarks";

/** Teams that submit, and models of each; both are small against the number of runs, as on a public board. */
export const TEAMS = 6;
export const MODELS_PER_TEAM = 8;
/** Of four submissions one asks for self-consistency: a pool and a run that is reduced from it. */
const SUBMISSIONS_PER_REDUCTION = 4;

export type PlannedSubmission = {
  index: number;
  team: number;
  model: number;
  /** Place in `BENCHMARK_SHAPES`. */
  benchmark: number;
  method: "direct" | "self-consistency" | "ppe-plan";
  temperature: number;
  /** How much the model can do: a problem of middle difficulty is solved with this probability. */
  skill: number;
};

/** How many submissions make a number of runs; pools hold all the samples. */
export function submissionsFor(runs: number): number {
  if (!Number.isInteger(runs) || runs < 5 || runs % 5 !== 0)
    throw new RangeError("--runs must be a multiple of 5: four pools and one reduction of them");
  return (runs * SUBMISSIONS_PER_REDUCTION) / (SUBMISSIONS_PER_REDUCTION + 1);
}

/** Who submits what, in the order of submission. Pure: the same seed and number give the same plan. */
export function planSubmissions(runs: number, seed: number): PlannedSubmission[] {
  const random = seededRandom(mixSeed(seed, 1));
  const places = BENCHMARK_SHAPES.flatMap(({ weight }, place) => Array.from({ length: weight }, () => place));
  const skills = Array.from({ length: TEAMS * MODELS_PER_TEAM }, () => random.integer(250, 950) / 1000);
  return Array.from({ length: submissionsFor(runs) }, (_, index) => {
    const model = random.integer(0, TEAMS * MODELS_PER_TEAM - 1);
    const reduces = index % SUBMISSIONS_PER_REDUCTION === SUBMISSIONS_PER_REDUCTION - 1;
    return {
      index,
      team: Math.floor(model / MODELS_PER_TEAM),
      model,
      benchmark: random.pick(places),
      method: reduces ? "self-consistency" : random.chance(0.25) ? "ppe-plan" : "direct",
      temperature: random.pick([0.2, 0.6, 0.8, 1]),
      skill: Math.min(0.98, Math.max(0.1, (skills[model] ?? 0.5) + random.integer(-80, 80) / 1000)),
    };
  });
}

/** Samples that a number of runs stands for. */
export const samplesFor = (runs: number): number => submissionsFor(runs) * SAMPLES_PER_POOL;
