import { z } from "zod";
import type { MethodNeed } from "./capability";

/** One parameter value of a method; plain JSON, so that it can be hashed into a manifest. */
export type MethodParams = Record<string, unknown>;

/** From the least to the most. */
export type Range = readonly [low: number, high: number];

/** What the cost estimate knows of one problem, in tokens (means over the benchmark). */
export type CostSizes = {
  /** The benchmark's own prompt: system text, statement, options, instruction and chat markup. */
  prompt: number;
  /** One answer, from the shortest expected to the token limit. */
  answer: Range;
  /** Tokens of a text. */
  count: (text: string) => number;
};

export type AssessmentPolicy =
  | {
      from: "made";
      /** Assessments of one sample. */
      perSample: (params: MethodParams) => number;
      /** The parameters that an assessment depends on; the others only choose among assessed samples. */
      params: readonly string[];
    }
  | { from: "stored" };

/**
 * A method's card: data only. Its code has the same file name in `gpu-runner/methods/` (kind `generate`)
 * or in `measure/reducers/` (kind `reduce`); a contract test holds them one to one.
 */
export type MethodCard = {
  id: string;
  version: number;
  title: string;
  summary: string;
  kind: "generate" | "reduce";
  /** What every use of the method needs. */
  needs: readonly MethodNeed[];
  /** What these parameters need besides. */
  extraNeeds?: (params: MethodParams) => readonly MethodNeed[];
  /** Model roles; `solver` is the model under evaluation. */
  roles: readonly string[];
  params: z.ZodType<MethodParams>;
  /** The method's own wording, by purpose; a new wording is a new version. */
  prompts?: Readonly<Record<string, string>>;
  /** Kind `reduce`: what is recorded with the samples of the `direct` run that is reduced. */
  pool?: { score: "mean-logprob" };
  /**
   * Kind `reduce`: what a model says of the samples decides. `made`: it is asked about every sample of the pool before
   * that is reduced (code in `gpu-runner/methods/`); `stored`: the pool has to have assessments already.
   */
  assessments?: AssessmentPolicy;
  source: { title: string; arxiv: string | null };
  /** Calls per sample under the given parameters, for the cost estimate. */
  callsPerSample: (params: MethodParams) => Range;
  /** Prompt tokens per sample over all calls; calls × the benchmark's prompt where absent. */
  promptTokensPerSample?: (params: MethodParams, sizes: CostSizes) => Range;
};

export const methodIdSchema = z
  .string()
  .min(1)
  .max(60)
  .regex(/^[a-z0-9-]+$/);
