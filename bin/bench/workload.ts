import { generateBenchmark } from "@/catalog/bundled";
import type { Sampling } from "@/contracts/sampling";
import type { Engine, EnginePrompt } from "@/gpu-runner/engines/engine";

export type Job = { prompt: EnginePrompt; sampling: Sampling };
export type Speed = { tokens: number; seconds: number; tokensPerSecond: number };

/** Bundled problems at temperature 1, plain sampling, one seed each. */
export function jobsOf(count: number): Job[] {
  const { problems } = generateBenchmark();
  return Array.from({ length: count }, (_, index) => ({
    prompt: { messages: [{ role: "user", content: problems[index % problems.length]?.statement ?? "" }] },
    sampling: { temperature: 1, topP: 1, topK: 0, minP: 0, maxTokens: 160, seed: index },
  }));
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

/** Generated tokens per second of an engine, after a first answer that loads the model. */
export async function engineSpeed(engine: Engine, count: number, atOnce: number): Promise<Speed> {
  const run = async ({ prompt, sampling }: Job) =>
    (await engine.generate(prompt, sampling)).completionTokens ?? 0;
  await Promise.all(jobsOf(8).map(run));
  const result = await speedOf(jobsOf(count), atOnce, run);
  await engine.close();
  return result;
}
