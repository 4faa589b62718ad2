import { z } from "zod";

/** How a method that has its samples assessed asks its verifier; all guesses of ours, between what papers name. */
export const verifierParameters = {
  verifierTokens: z
    .number()
    .int()
    .min(1)
    .max(65_536)
    .default(16_384)
    .describe("Longest verification, in tokens; at most the run's own limit. Our guess."),
  verifierTemperature: z
    .number()
    .min(0)
    .max(5)
    .default(0.6)
    .describe("Temperature of the verifier; our guess."),
};
