import { generateBenchmark, mixSeed } from "@/catalog/bundled";
import type { BenchmarkCardInput, ProblemInput } from "@/contracts/benchmark";

/** Problems × samples of every pool. */
export const SAMPLES_PER_POOL = 1_250;

/** Few problems with many samples and the other way round; `weight` is the share of the submissions (of 100). */
export const BENCHMARK_SHAPES = [
  { slug: "load-a", problems: 125, samples: 10, weight: 26 },
  { slug: "load-b", problems: 50, samples: 25, weight: 20 },
  { slug: "load-c", problems: 250, samples: 5, weight: 15 },
  { slug: "load-d", problems: 625, samples: 2, weight: 12 },
  { slug: "load-e", problems: 125, samples: 10, weight: 10 },
  { slug: "load-f", problems: 50, samples: 25, weight: 8 },
  { slug: "load-g", problems: 250, samples: 5, weight: 6 },
  { slug: "load-h", problems: 125, samples: 10, weight: 3 },
] as const;

export type LoadBenchmark = {
  card: BenchmarkCardInput;
  problems: (ProblemInput & { id: string; statement: string; gold: string; level: string })[];
  samples: number;
};

export const LOAD_INSTRUCTION = "Work step by step and put the final answer in \\boxed{}.";

/** One benchmark of the load instance: the bundled generator with another seed. */
export function loadBenchmark(place: number, seed: number): LoadBenchmark {
  const shape = BENCHMARK_SHAPES[place];
  if (shape === undefined) throw new RangeError(`there is no benchmark ${place}`);
  const { problems } = generateBenchmark({ seed: mixSeed(seed, 2, place), size: shape.problems });
  return {
    card: {
      slug: shape.slug,
      title: `Load ${shape.slug.slice(-1).toUpperCase()}`,
      description: `${shape.problems} generated problems; made to measure the site under load.`,
      answerKind: "integer",
      access: "public-text",
      redistribution: "allowed",
      licence: "Apache-2.0",
      source: "made by `npm run seed:large`",
      protocol: {
        instruction: LOAD_INSTRUCTION,
        maxTokens: 1024,
        temperature: 1,
        samplesPerProblem: shape.samples,
      },
    },
    problems: problems.map(({ id, statement, gold, level, family }) => ({
      id,
      statement,
      gold,
      level: String(level),
      category: family,
    })),
    samples: shape.samples,
  };
}
