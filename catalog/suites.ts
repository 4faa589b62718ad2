/** A suite names benchmarks; which version of each is fixed when the suite is first written to a database. */
export type SuiteCard = {
  slug: string;
  version: number;
  title: string;
  description: string;
  benchmarks: readonly string[];
};

export const SUITES: readonly SuiteCard[] = [
  {
    slug: "bundled",
    version: 1,
    title: "Bundled",
    description: "What every instance can run without importing anything.",
    benchmarks: ["bundled"],
  },
];
