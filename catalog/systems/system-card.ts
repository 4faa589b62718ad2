/** One side of a claim: what was run. */
export type ClaimSide = {
  /** As the source names it. */
  label: string;
  /** Name of the model; null: any model, the same on both sides. */
  model: string | null;
  /** Method of ours that stands for it; null where there is none. */
  method: string | null;
  /** Parameters that the run must have; others are free. */
  params: Record<string, unknown>;
};

/** Benchmark of a claim that its source makes in general. */
export const ANY_BENCHMARK = "any";

/** "Treatment beats baseline by r on this metric and benchmark", as published. */
export type Claim = {
  id: string;
  systemId: string;
  baseline: ClaimSide;
  treatment: ClaimSide;
  metric: string;
  /** Our slug where this catalogue has the benchmark, a slug of the printed name where not, or `any`. */
  benchmark: string;
  benchmarkPrinted: string;
  /** Treatment minus baseline in `unit`; null where the source gives the direction only. */
  reportedDifference: number | null;
  unit: string;
  protocol: { note: string | null; maxTokens: number | null };
  source: string;
};

/** What two runs have to differ in to test the claims of a system. */
export type Comparison =
  /** The same model with a method and without. */
  | { of: "methods"; baseline: string }
  /** Two models, each with its method. */
  | { of: "models"; treatment: string; baseline: string };

/** A published piece of work; prose in our own words. */
export type SystemCard = {
  id: string;
  name: string;
  title: string;
  kind: "test-time" | "training";
  publishedOn: string;
  arxiv: string | null;
  codeUrl: string | null;
  /** What it is. */
  summary: string;
  /** How it is tested here. */
  tested: string;
  /** Methods that implement it here, the main one first; those without a card are not there yet. */
  methods: readonly string[];
  compares: Comparison;
  /** Claims that the source makes without a number. */
  claims: readonly GeneralClaim[];
};

export type GeneralClaim = {
  statement: string;
  benchmark: string;
  metric: string;
  /** Method or model of the treatment, as `compares` has it. */
  treatment: string;
  baseline: string;
  source: string;
};
