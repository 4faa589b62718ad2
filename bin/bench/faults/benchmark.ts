import { generateBenchmark } from "@/catalog/bundled";
import type { BenchmarkCardInput, ProblemInput } from "@/contracts/benchmark";
import { NoisySolverSource } from "@/gpu-runner/serve/noisy-solver-source";

const PROBLEMS = 15;
const SEED = 77;

/** A benchmark of 15 problems that the noisy solver and the bundled model can read. */
export const faultBenchmark: { card: BenchmarkCardInput; problems: ProblemInput[] } = {
  card: {
    slug: "fault-bench",
    title: "Fault bench",
    description: "Made to see what faults do to submissions.",
    answerKind: "integer",
    access: "public-text",
    redistribution: "allowed",
    licence: "Apache-2.0",
    source: "made by the bench",
    protocol: {
      instruction: "Answer with a number in a box.",
      maxTokens: 160,
      temperature: 1,
      samplesPerProblem: 1,
    },
  },
  problems: generateBenchmark({ seed: SEED, size: PROBLEMS }).problems.map(({ id, statement, gold }) => ({
    id,
    statement,
    gold,
  })),
};

/** True for a call that asks one of the problems; the connection test asks other things. */
export function asksProblem(prompt: string): boolean {
  return faultBenchmark.problems.some(({ statement }) => prompt.includes(statement));
}

/** Neutral trace lines, `samples` a problem, written by the noisy solver with seeds of its own. */
export async function traceLines(samples: number, seed: number): Promise<string> {
  const solver = new NoisySolverSource(0.2);
  const lines: string[] = [];
  for (const { id, statement } of faultBenchmark.problems) {
    for (let sample = 0; sample < samples; sample++) {
      const done = await solver.complete({
        prompt: { messages: [{ role: "user", content: statement }], prefix: null },
        sampling: { temperature: 1, topP: 1, topK: 0, minP: 0, maxTokens: 400, seed: seed + sample },
        stop: [],
        topLogprobs: null,
        bias: null,
        signal: new AbortController().signal,
        onText: null,
      });
      lines.push(JSON.stringify({ problem_id: id, sample, response: done.text, finish_reason: "stop" }));
    }
  }
  return `${lines.join("\n")}\n`;
}
