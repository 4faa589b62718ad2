import { z } from "zod";

/** Parameters of methods that work inside a model's thinking. */
export const thinkTagParams = {
  thinkStart: z.string().min(1).max(60).default("<think>").describe("What opens the model's thinking."),
  thinkEnd: z.string().min(1).max(60).default("</think>").describe("What closes the model's thinking."),
};

/** How a model is asked to think, where its own template does not make it. */
export const THINK_INSTRUCTION =
  "Reason step by step inside {start} and {end}, then put the final answer in \\boxed{}.";
