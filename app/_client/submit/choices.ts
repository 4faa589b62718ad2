import type { ParameterField } from "./method-parameters";

export type BenchmarkChoice = {
  slug: string;
  title: string;
  problems: number;
  samples: number;
  temperature: number;
  maxTokens: number;
};
export type MethodChoice = {
  id: string;
  title: string;
  summary: string;
  parameters: readonly ParameterField[];
  /** What the endpoint has to be able to do. */
  needs: readonly string[];
};
export type SuiteChoice = { slug: string; title: string; benchmarks: number };
export type SubmitChoices = {
  benchmarks: readonly BenchmarkChoice[];
  suites: readonly SuiteChoice[];
  methods: readonly MethodChoice[];
  prefill: Record<string, string>;
};
