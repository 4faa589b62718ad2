import { z } from "zod";
import type { MethodNeed } from "./capability";

/** One parameter value of a method; plain JSON, so that it can be hashed into a manifest. */
export type MethodParams = Record<string, unknown>;

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
  needs: readonly MethodNeed[];
  /** Model roles; `solver` is the model under evaluation. */
  roles: readonly string[];
  params: z.ZodType<MethodParams>;
  source: { title: string; arxiv: string | null };
  /** Calls per sample under the given parameters, for the cost estimate: [low, high]. */
  callsPerSample: (params: MethodParams) => readonly [low: number, high: number];
};

export const methodIdSchema = z
  .string()
  .min(1)
  .max(60)
  .regex(/^[a-z0-9-]+$/);
