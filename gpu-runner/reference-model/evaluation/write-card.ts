/**
 * Writes the manifest and the card of the shipped model from its evaluation and the facts of its training run.
 *
 *   npx tsx gpu-runner/reference-model/evaluation/write-card.ts EVALUATION.json TRAINING.json
 */
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { readGguf } from "../../engines/reference/gguf/read-gguf";
import { BUNDLED_MODEL } from "../bundled-model";
import { HELD_SEED, HELD_SIZE } from "../data/held-set";
import { cardText } from "./card-text";
import { type EvaluationReport, type Manifest, manifestSchema, type TrainingFacts } from "./manifest";

const [evaluationPath, trainingPath] = process.argv.slice(2);
if (!evaluationPath || !trainingPath)
  throw new Error("name both files: write-card.ts EVALUATION.json TRAINING.json");
const evaluation: EvaluationReport = JSON.parse(readFileSync(evaluationPath, "utf8"));
const training: TrainingFacts = JSON.parse(readFileSync(trainingPath, "utf8"));
const file = readFileSync(BUNDLED_MODEL.path);
const template = readGguf(file).metadata.get("tokenizer.chat_template");
const manifest: Manifest = manifestSchema.parse({
  name: BUNDLED_MODEL.name,
  file: "plumbline-reference.gguf",
  sha256: createHash("sha256").update(file).digest("hex"),
  bytes: file.byteLength,
  licence: "Apache-2.0",
  chatTemplate: template,
  data: {
    lessonsSeed: 11,
    mainSeed: 12,
    lessons: 60_000,
    examples: 600_000,
    heldSeed: HELD_SEED,
    heldSize: HELD_SIZE,
  },
  training,
  evaluation,
});
const beside = (name: string) => fileURLToPath(new URL(`../${name}`, import.meta.url));
writeFileSync(beside("manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
writeFileSync(beside("CARD.md"), cardText(manifest));
