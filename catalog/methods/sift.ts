import { z } from "zod";
import type { CostSizes, MethodCard, Range } from "@/contracts/method";
import { NOTE_EXAMPLE, REPAIR_EXAMPLES, SIFT_PROMPTS } from "./sift-prompts";

const params = z.strictObject({
  stages: z
    .number()
    .int()
    .min(1)
    .max(3)
    .default(3)
    .describe(
      "1: write a note and compare. 2: and repair it from the problem. 3: and infer it from a solution.",
    ),
  cpStrategy: z
    .enum(["qs_if_eq_s_else_q", "s_if_eq_q_else_qs", "q_if_eq_qs_else_s"])
    .default("qs_if_eq_s_else_q")
    .describe(
      "Which answer is returned when which two agree, and which otherwise: q from the problem, s from the note, qs from both.",
    ),
  noteTokens: z
    .number()
    .int()
    .min(1)
    .max(65_536)
    .default(1024)
    .describe("Longest note, in tokens; at most the run's own limit."),
  repeatsStage2: z.number().int().min(1).max(10).default(1).describe("Rounds of repairing in stage 2."),
  repeatsStage3: z.number().int().min(1).max(10).default(1).describe("Rounds of inferring in stage 3."),
  stickerFewShot: z.boolean().default(true).describe("Shows worked examples of notes."),
});

export const sift: MethodCard = {
  id: "sift",
  version: 1,
  title: "SIFT",
  summary:
    "The model writes a note of the given facts and the question. Where the answer from the note alone equals the answer from problem and note, it stands; otherwise the note is repaired against the problem, then inferred from the model's own solution. Without agreement the plain answer is returned.",
  kind: "generate",
  needs: ["chat"],
  roles: ["solver"],
  params,
  prompts: { ...SIFT_PROMPTS, noteExample: NOTE_EXAMPLE, repairExamples: REPAIR_EXAMPLES },
  source: { title: "SIFT: Grounding LLM Reasoning in Contexts via Stickers", arxiv: "2502.14922" },
  callsPerSample: (given) => [4, mostCalls(given)],
  promptTokensPerSample: (given, sizes) => promptTokens(given, sizes),
};

/** The plain answer, then per stage its notes and the two answers that are compared. */
function mostCalls(given: Record<string, unknown>): number {
  const { stages, repeatsStage2, repeatsStage3 } = params.parse(given);
  return 4 + (stages > 1 ? 3 * repeatsStage2 : 0) + (stages > 2 ? 4 * repeatsStage3 : 0);
}

function promptTokens(given: Record<string, unknown>, { prompt, answer, count }: CostSizes): Range {
  const { stages, noteTokens, stickerFewShot, repeatsStage2, repeatsStage3 } = params.parse(given);
  const shown = (text: string) => (stickerFewShot ? count(text) : 0);
  const write = count(SIFT_PROMPTS.write) + shown(NOTE_EXAMPLE);
  const repair = count(SIFT_PROMPTS.repair) + shown(REPAIR_EXAMPLES);
  const infer = count(SIFT_PROMPTS.infer) + shown(NOTE_EXAMPLE);
  // From the note alone, then from problem and note; each with the benchmark's instruction.
  const stage = (note: number) => 2 * note + 2 * prompt;
  const first = 2 * prompt + write;
  const most =
    first +
    stage(noteTokens) +
    (stages > 1 ? repeatsStage2 * (repair + prompt + noteTokens + stage(noteTokens)) : 0) +
    (stages > 2 ? repeatsStage3 * (infer + answer[1] + repair + prompt + noteTokens + stage(noteTokens)) : 0);
  return [first + stage(0), most];
}
