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
  /** Default of every parameter; its type decides the field. */
  defaults: Record<string, string | number | boolean>;
};
export type SubmitChoices = {
  benchmarks: readonly BenchmarkChoice[];
  methods: readonly MethodChoice[];
  prefill: Record<string, string>;
};
