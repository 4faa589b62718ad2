import { once } from "node:events";
import { createWriteStream } from "node:fs";
import type { BenchmarkCardInput, ProblemInput } from "@/contracts/benchmark";

/** Problems of the benchmark that the bench imports. */
export const PROBLEMS = 1_000;

export const benchBenchmark: { card: BenchmarkCardInput; problems: ProblemInput[] } = {
  card: {
    slug: "ingest-bench",
    title: "Ingest bench",
    description: "Made to measure how fast traces are taken in.",
    answerKind: "integer",
    access: "public-text",
    redistribution: "allowed",
    licence: "Apache-2.0",
    source: "made by the bench",
    protocol: {
      instruction: "Answer with a number in a box.",
      maxTokens: 4096,
      temperature: 1,
      samplesPerProblem: 1,
    },
  },
  problems: Array.from({ length: PROBLEMS }, (_, index) => ({
    id: `q${index}`,
    statement: `How much is ${index} times 17 plus 3, question ${index}?`,
    gold: String(17 * index + 3),
  })),
};

const WORDS =
  "so then we have the sum of both sides and therefore the value must be equal to a product which gives after some steps an even number because every factor divides it while no remainder is left over".split(
    " ",
  );

/**
 * Writes `samples` neutral lines, problem by problem within a round, with reasoning-like text of about `responseBytes` that no other
 * line has. One in ten answers is wrong, one in fifty has none. Returns the bytes written.
 */
export async function writeTraceFile(
  path: string,
  samples: number,
  responseBytes: number,
  seed = 123_456_789,
): Promise<number> {
  const file = createWriteStream(path, { highWaterMark: 1024 ** 2 });
  let state = seed;
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state;
  };
  let bytes = 0;
  for (let index = 0; index < samples; index++) {
    const words: string[] = [];
    for (let length = 0; length < responseBytes; ) {
      const draw = random() >>> 8;
      const word = draw % 7 === 0 ? String(draw % 10_000) : (WORDS[draw % WORDS.length] ?? "");
      words.push(word);
      length += word.length + 1;
    }
    const problem = index % PROBLEMS;
    const gold = 17 * problem + 3 + (index % 10 === 9 ? 1 : 0);
    const answer = index % 50 === 49 ? "I cannot tell" : `The answer is \\boxed{${gold}}.`;
    const line = `${JSON.stringify({
      problem_id: `q${problem}`,
      sample: Math.floor(index / PROBLEMS),
      response: `${words.join(" ")}. ${answer}`,
      prompt_tokens: 40,
      completion_tokens: words.length,
      finish_reason: "stop",
    })}\n`;
    bytes += line.length;
    if (!file.write(line)) await once(file, "drain");
  }
  file.end();
  await once(file, "close");
  return bytes;
}
