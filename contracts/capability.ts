import { z } from "zod";

/** What an engine can do; a method names what it needs (architecture: methods, reducers, assessments). */
export const CAPABILITIES = [
  "chat",
  "prefix",
  "prefix.tokens",
  "logprobs",
  "score",
  "logit.static",
  "logit.dynamic",
  "hidden",
  "tools",
  "vision",
  "seed",
] as const;
export const capabilitySchema = z.enum(CAPABILITIES);
export type Capability = z.infer<typeof capabilitySchema>;

/** A method may also need these, which no engine provides. */
export const METHOD_NEEDS = [...CAPABILITIES, "sandbox"] as const;
export const methodNeedSchema = z.enum(METHOD_NEEDS);
export type MethodNeed = z.infer<typeof methodNeedSchema>;
