/**
 * Evaluates a model file on the held set through the reference engine and prints the figures as JSON.
 *
 *   npx tsx gpu-runner/reference-model/evaluation/evaluate.ts MODEL.gguf [--per-level 150]
 */
import { parseArgs } from "node:util";
import { ReferenceEngine } from "../../engines/reference/reference-engine";
import { heldSet } from "../data/held-set";
import { judgeBars } from "./bars";
import { measureJudging } from "./measure-judging";
import { measureLevels } from "./measure-levels";
import { measureTags } from "./measure-tags";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { "per-level": { type: "string", default: "150" } },
});
const path = positionals[0];
if (!path) throw new Error("name the model file: evaluate.ts MODEL.gguf");
const perLevel = Number(values["per-level"]);
const held = heldSet();
// The held problems are sorted by level; every n-th keeps the levels in balance.
const stride = Math.max(1, Math.floor(held.problems.length / (6 * perLevel)));
const every = <T>(items: readonly T[], step: number) => items.filter((_, index) => index % step === 0);
const engine = new ReferenceEngine({ path, model: "plumbline-reference" });
const levels = await measureLevels(engine, held.problems, perLevel);
const judging = await measureJudging(engine, every(held.judged, stride));
const tags = await measureTags(
  engine,
  held.tagged.filter((_, index) => Math.floor(index / 3) % stride === 0),
);
await engine.close();
const evaluation = { levels, judging, tags };
process.stdout.write(`${JSON.stringify({ ...evaluation, bars: judgeBars(evaluation) }, null, 2)}\n`);
