/** A suite names benchmarks; which version of each is fixed when the suite is first written to a database. */
export type SuiteCard = {
  slug: string;
  version: number;
  title: string;
  description: string;
  benchmarks: readonly string[];
};

const MATHS_CORE = [
  "aime2024",
  "aime2025",
  "amc23-40",
  "hmmt-feb-2025",
  "math500",
  "minerva-math",
  "olympiadbench-675",
] as const;

export const SUITES: readonly SuiteCard[] = [
  {
    slug: "bundled",
    version: 1,
    title: "Bundled",
    description: "What every instance can run without importing anything.",
    benchmarks: ["bundled"],
  },
  {
    slug: "maths-core",
    version: 1,
    title: "Mathematics, core",
    description: "Contest and course mathematics with answers that a rule can check.",
    benchmarks: MATHS_CORE,
  },
  {
    slug: "reasoning-full",
    version: 1,
    title: "Reasoning, full",
    description: "The core of mathematics, grade-school arithmetic, programs and the judgement of steps.",
    benchmarks: [...MATHS_CORE, "gsm8k", "humaneval-plus", "mbpp", "livecodebench-v5", "processbench"],
  },
];
