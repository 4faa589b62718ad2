import { z } from "zod";

const word = z.string().min(1).max(60);

/** The words that the authors of CyclicReflex treat as reflection, each as the one token that it is by itself. */
export const REFLECTION_WORDS: readonly string[] = ["wait", "Wait", "but", "But", "Alternatively"];

/** Parameters of methods that change the logits of certain words while the model thinks. */
export const reflectionParams = {
  words: z
    .array(word)
    .min(1)
    .max(50)
    .optional()
    .describe(
      "Words whose tokens are changed; those of the card where absent. A word of several tokens is left out.",
    ),
  includeSpaceVariants: z
    .boolean()
    .default(false)
    .describe("Also changes the tokens of the words with a space before them; the authors do not."),
  stopAt: word.default("</think>").describe("Once this has been written, nothing is changed any more."),
  activeFrom: z
    .number()
    .int()
    .min(0)
    .default(0)
    .describe("First position that is changed, in generated tokens."),
  activeTo: z
    .number()
    .int()
    .min(1)
    .default(8192)
    .describe("Position from which on nothing is changed any more."),
  thinkStart: word.default("<think>").describe("What opens the model's thinking."),
  thinkEnd: word.default("</think>").describe("What closes the model's thinking."),
};
