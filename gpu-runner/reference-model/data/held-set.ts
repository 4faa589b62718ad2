import { type BundledProblem, generateBenchmark, parseStatement, seededRandom } from "@/catalog/bundled";
import { judgeExample } from "./judge-example";
import { difficultyMessages, judgeMessages, type Message, planMessages, thinkMessages } from "./prompt-forms";

/** The seed of the problems that are held out of the training data and used for every figure in the card. */
export const HELD_SEED = 777_001;
/** 150 problems a level. */
export const HELD_SIZE = 900;

export interface JudgedCandidate {
  messages: Message[];
  /** 1 when the candidate is right. */
  verdict: 0 | 1;
  firstWrongStep: number | null;
}

export interface HeldSet {
  problems: BundledProblem[];
  judged: JudgedCandidate[];
  /** Prompts that ask for a tag, by tag. */
  tagged: { tag: "think" | "plan" | "difficulty"; messages: Message[]; gold: string }[];
}

/** Held-out problems, judging tasks and tag requests; the same on every call. */
export function heldSet(): HeldSet {
  const { problems } = generateBenchmark({ seed: HELD_SEED, size: HELD_SIZE });
  const random = seededRandom(HELD_SEED + 1);
  const judged = problems.map(({ statement }): JudgedCandidate => {
    const problem = parseStatement(statement);
    if (!problem) throw new Error(`the generator cannot read its own statement: ${statement}`);
    const { candidate, firstWrongStep } = judgeExample(problem, random);
    const messages = judgeMessages(statement, candidate, random);
    return { messages, verdict: firstWrongStep === null ? 1 : 0, firstWrongStep };
  });
  const tagged = problems.flatMap(({ statement, gold }) => [
    { tag: "think" as const, messages: thinkMessages(statement, random), gold },
    { tag: "plan" as const, messages: planMessages(statement, random), gold },
    { tag: "difficulty" as const, messages: difficultyMessages(statement, null, random), gold },
  ]);
  return { problems, judged, tagged };
}
