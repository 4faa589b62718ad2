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
};
export type SubmitChoices = {
  benchmarks: readonly BenchmarkChoice[];
  methods: readonly MethodChoice[];
  prefill: Record<string, string>;
};
