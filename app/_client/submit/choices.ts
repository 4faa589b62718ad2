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
/** A method that chooses among the samples of a finished run. */
export type ReducerChoice = {
  id: string;
  title: string;
  summary: string;
  parameters: readonly ParameterField[];
  /** Whether what a model says of the samples decides, and whether it is asked now or was before. */
  assesses: "made" | "stored" | null;
};
export type SuiteChoice = { slug: string; title: string; benchmarks: number };
export type SubmitChoices = {
  benchmarks: readonly BenchmarkChoice[];
  suites: readonly SuiteChoice[];
  /** What an endpoint can be run with, and what can have made an upload. */
  methods: readonly MethodChoice[];
  uploadMethods: readonly { id: string; title: string }[];
  reducers: readonly ReducerChoice[];
  /** Engines that the operator's trusted runners offer. */
  engines: readonly string[];
  prefill: Record<string, string>;
};

/** The method that a link asks for where it is offered, the first one otherwise. */
export function firstMethod(offered: readonly { id: string }[], asked: string | undefined): string {
  return (offered.find(({ id }) => id === asked) ?? offered[0])?.id ?? "";
}
