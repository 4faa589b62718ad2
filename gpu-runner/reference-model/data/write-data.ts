/**
 * Writes the training data of the reference model as JSON lines, from the generator of the bundled benchmark.
 *
 *   npx tsx gpu-runner/reference-model/data/write-data.ts OUT_DIR [--examples 400000] [--lessons 60000] [--seed 11]
 *
 * `lessons.jsonl` and `main.jsonl` hold `{form, messages, answer}`; `held.json` holds the evaluation set.
 * No statement of the held set or of the shipped benchmark occurs in the training files.
 */

import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { generateBenchmark, type Random, seededRandom } from "@/catalog/bundled";
import { heldSet } from "./held-set";
import { firstLesson, type TrainingExample, trainingExample } from "./training-example";

async function writeExamples(
  path: string,
  count: number,
  random: Random,
  draw: (random: Random) => TrainingExample,
  excluded: ReadonlySet<string>,
): Promise<void> {
  const file = createWriteStream(path);
  for (let written = 0; written < count; ) {
    const { form, statement, messages, answer } = draw(random);
    if (excluded.has(statement)) continue;
    written += 1;
    if (!file.write(`${JSON.stringify({ form, messages, answer })}\n`)) await once(file, "drain");
  }
  file.end();
  await once(file, "finish");
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    examples: { type: "string", default: "400000" },
    lessons: { type: "string", default: "60000" },
    seed: { type: "string", default: "11" },
  },
});
const directory = positionals[0];
if (!directory) throw new Error("name the folder to write to: write-data.ts OUT_DIR");
await mkdir(directory, { recursive: true });
const held = heldSet();
const excluded = new Set(
  [...held.problems, ...generateBenchmark().problems].map(({ statement }) => statement),
);
const seed = Number(values.seed);
await writeFile(join(directory, "held.json"), JSON.stringify(held));
await writeExamples(
  join(directory, "lessons.jsonl"),
  Number(values.lessons),
  seededRandom(seed),
  firstLesson,
  excluded,
);
await writeExamples(
  join(directory, "main.jsonl"),
  Number(values.examples),
  seededRandom(seed + 1),
  trainingExample,
  excluded,
);
