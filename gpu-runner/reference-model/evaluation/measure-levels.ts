import { type BundledProblem, LEVELS, type Level } from "@/catalog/bundled";
import type { ReferenceEngine } from "../../engines/reference/reference-engine";

export interface LevelFigures {
  level: Level;
  problems: number;
  greedy: number;
  pass1: number;
  maj16: number;
  pass16: number;
  /** Share of sampled answers with a second look. */
  waits: number;
}

const SAMPLES = 16;
const MAX_TOKENS = 512;
const PLAIN = { topP: 1, topK: 0, minP: 0, maxTokens: MAX_TOKENS };

/** The answer in the last `\boxed{}`; null without one. */
export function boxedAnswer(text: string): string | null {
  return [...text.matchAll(/\\boxed\{([^{}]*)\}/g)].at(-1)?.[1] ?? null;
}

/** The most frequent answer; the first drawn among equals; null when no sample has one. */
function majority(answers: readonly (string | null)[]): string | null {
  const counts = new Map<string, number>();
  for (const answer of answers) if (answer !== null) counts.set(answer, (counts.get(answer) ?? 0) + 1);
  const [best] = [...counts].sort(([, left], [, right]) => right - left);
  return best?.[0] ?? null;
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const share = (flags: readonly boolean[]) => mean(flags.map(Number));

/** Greedy and sampled (T = 1, 16 samples) accuracy by level, bare prompts. */
export async function measureLevels(
  engine: ReferenceEngine,
  problems: readonly BundledProblem[],
  perLevel: number,
): Promise<LevelFigures[]> {
  const figures: LevelFigures[] = [];
  for (const level of LEVELS) {
    const chosen = problems.filter((problem) => problem.level === level).slice(0, perLevel);
    const rows = await Promise.all(chosen.map((problem) => measureProblem(engine, problem)));
    figures.push({
      level,
      problems: chosen.length,
      greedy: share(rows.map(({ greedy }) => greedy)),
      pass1: mean(rows.map(({ right }) => share(right))),
      maj16: share(rows.map(({ voted }) => voted)),
      pass16: share(rows.map(({ right }) => right.includes(true))),
      waits: mean(rows.map(({ waits }) => waits)),
    });
  }
  return figures;
}

async function measureProblem(engine: ReferenceEngine, { statement, gold, ordinal }: BundledProblem) {
  const prompt = { messages: [{ role: "user" as const, content: statement }] };
  const greedy = await engine.generate(prompt, { ...PLAIN, temperature: 0, seed: 0 });
  const samples = await Promise.all(
    Array.from({ length: SAMPLES }, (_, sample) =>
      engine.generate(prompt, { ...PLAIN, temperature: 1, seed: ordinal * SAMPLES + sample }),
    ),
  );
  const answers = samples.map(({ text }) => boxedAnswer(text));
  return {
    greedy: boxedAnswer(greedy.text) === gold,
    right: answers.map((answer) => answer === gold),
    voted: majority(answers) === gold,
    waits: share(samples.map(({ text }) => text.includes("Wait"))),
  };
}
