import { z } from "zod";
import { MAX_SAMPLES_PER_PROBLEM } from "@/contracts/sampling";

/** Parameters of a method that reduces a stored pool. */
export const poolSizeParams = z.strictObject({
  k: z
    .number()
    .int()
    .min(1)
    .max(MAX_SAMPLES_PER_PROBLEM)
    .optional()
    .describe("Samples per use; all samples of the pool where absent."),
});
