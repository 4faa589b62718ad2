import type { ReferenceEngine } from "../../engines/reference/reference-engine";
import type { HeldSet } from "../data/held-set";
import { boxedAnswer } from "./measure-levels";

export interface TagFigures {
  tag: "think" | "plan" | "difficulty";
  prompts: number;
  /** Share of answers that have the tag where it belongs, and a boxed answer after it. */
  formatRate: number;
  accuracy: number;
}

const SAMPLING = { temperature: 1, topP: 1, topK: 0, minP: 0, maxTokens: 512 };

const formats: Record<TagFigures["tag"], RegExp> = {
  think: /^<think>[^<]*<\/think>\n[^<]*\\boxed\{-?\d+\}$/,
  plan: /^<plan>[^<]+<\/plan>\n[^<]*\\boxed\{-?\d+\}$/,
  difficulty: /^\[(?:Easy|Hard)\]\n[^<[]*\\boxed\{-?\d+\}$/,
};

/** Format rate and accuracy at T = 1 of prompts that ask for a tag. */
export async function measureTags(
  engine: ReferenceEngine,
  prompts: HeldSet["tagged"],
): Promise<TagFigures[]> {
  const answered = await Promise.all(
    prompts.map(async ({ tag, messages, gold }, index) => {
      const { text } = await engine.generate({ messages }, { ...SAMPLING, seed: index });
      return { tag, formatted: formats[tag].test(text), right: boxedAnswer(text) === gold };
    }),
  );
  return (["think", "plan", "difficulty"] as const).map((tag) => {
    const own = answered.filter((answer) => answer.tag === tag);
    const share = (flags: readonly boolean[]) => flags.filter(Boolean).length / Math.max(1, flags.length);
    return {
      tag,
      prompts: own.length,
      formatRate: share(own.map(({ formatted }) => formatted)),
      accuracy: share(own.map(({ right }) => right)),
    };
  });
}
