import { generateBenchmark } from "@/catalog/bundled";
import type { Sampling } from "@/contracts/sampling";
import type { Engine, EnginePrompt } from "@/gpu-runner/engines/engine";

export type Job = { prompt: EnginePrompt; sampling: Sampling };
/** A job for a loop that knows no chat: the prompt as token ids. */
export type TokenJob = { tokens: number[]; seed: number };
export type Speed = { tokens: number; seconds: number; tokensPerSecond: number };

/** Temperature 1 and nothing cut away. */
export const samplingOf = (seed: number): Sampling => ({
  temperature: 1,
  topP: 1,
  topK: 0,
  minP: 0,
  maxTokens: 160,
  seed,
});

/** Bundled problems at temperature 1, plain sampling, one seed each. */
export function jobsOf(count: number): Job[] {
  const { problems } = generateBenchmark();
  return Array.from({ length: count }, (_, index) => ({
    prompt: { messages: [{ role: "user", content: problems[index % problems.length]?.statement ?? "" }] },
    sampling: samplingOf(index),
  }));
}

/** The same jobs, their prompts made into tokens by an engine. */
export function tokenJobsOf(engine: Engine, count: number): Promise<TokenJob[]> {
  return Promise.all(
    jobsOf(count).map(async ({ prompt, sampling }) => ({
      tokens: "messages" in prompt ? await engine.renderPrompt(prompt.messages) : [...prompt.tokens],
      seed: sampling.seed,
    })),
  );
}

/** Runs all jobs, `atOnce` of them at any time; `run` gives the generated tokens of one. */
export async function speedOf<Item>(
  items: readonly Item[],
  atOnce: number,
  run: (item: Item) => Promise<number>,
): Promise<Speed> {
  const left = [...items];
  let tokens = 0;
  const startedAt = performance.now();
  const work = async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) {
      const generated = await run(item);
      tokens += generated;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return speed(tokens, (performance.now() - startedAt) / 1000);
}

export const speed = (tokens: number, seconds: number): Speed => ({
  tokens,
  seconds: Number(seconds.toFixed(2)),
  tokensPerSecond: Math.round(tokens / seconds),
});

/** Generated tokens per second of an engine that has its model loaded. */
export function engineSpeed(engine: Engine, count: number, atOnce: number): Promise<Speed> {
  return speedOf(
    jobsOf(count),
    atOnce,
    async ({ prompt, sampling }) => (await engine.generate(prompt, sampling)).completionTokens ?? 0,
  );
}
