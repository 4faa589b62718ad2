import { LlamaEngine } from "@/gpu-runner/engines/llama/llama-engine";
import { enginesFolder, isLlamaInstalled, libraryUrl } from "@/gpu-runner/engines/llama/place";
import { ReferenceEngine } from "@/gpu-runner/engines/reference/reference-engine";
import { BUNDLED_MODEL } from "@/gpu-runner/reference-model/bundled-model";
import { plumblineHome } from "../home";
import { BareLoops } from "./bare-loops";
import { type Contender, type Contest, contest, ratioOf } from "./contest";
import { httpClient } from "./http-client";
import { load, machine, record } from "./record";
import { engineSpeed, tokenJobsOf } from "./workload";

/**
 * Tokens per second of the engines on the bundled model, against their own code in bare loops, and the cost of the HTTP
 * client against a mock server at a fixed rate. Writes docs/benchmarks.json and prints what it measured.
 */
const ROUNDS = 5;
/** Answers a worker, by sequences: about two seconds of work each on one core of a small machine. */
const ANSWERS: Readonly<Record<number, number>> = { 1: 48, 8: 96, 32: 128 };
const MOST = 32;

const { path: modelPath, name: model } = BUNDLED_MODEL;
const folder = enginesFolder(plumblineHome());
const withLlama = isLlamaInstalled(folder);

type Row = { workers: number; sequences: number; tokensPerSecond: Record<string, number> };

async function main(): Promise<void> {
  const before = load();
  const rows: Row[] = [];
  const ratios: Record<string, number> = {};
  for (const [workers, sequences] of [
    [1, 1],
    [1, 8],
    [1, MOST],
    [2, MOST],
  ] as const) {
    const result = await measure(workers, sequences);
    rows.push({ workers, sequences, tokensPerSecond: result.medians });
    const found = Object.entries(result.medians).map(([name, speed]) => `${name} ${Math.round(speed)}`);
    console.log(`${workers} x ${sequences} tokens/s: ${found.join(", ")}`);
    if (sequences !== MOST) continue;
    for (const name of withLlama ? ["reference", "llama"] : ["reference"]) {
      const ratio = ratioOf(result, name, `${name}, bare`);
      ratios[`${name}, ${workers} worker${workers > 1 ? "s" : ""}`] = ratio;
      console.log(`${name}, ${workers} worker(s) to ${workers} bare loop(s): ${ratio}`);
    }
  }
  const result = {
    command: "npm run bench:engines",
    machine: machine(before),
    model: { name: model },
    rounds: ROUNDS,
    rows,
    ratioToBareLoops: ratios,
    httpClient: await httpClient(),
  };
  console.log(JSON.stringify({ ...result, rows: undefined }, null, 2));
  if (!withLlama) console.log("llama is not installed here (plumbline engines add llama): no figures of it");
  record("engines", result);
}

/** All engines at one number of workers and sequences, in turns; bare loops beside them at the largest number. */
async function measure(workers: number, sequences: number): Promise<Contest> {
  const count = (ANSWERS[sequences] ?? MOST) * workers;
  const reference = new ReferenceEngine({ path: modelPath, model, threads: workers, sequences });
  const jobs = await tokenJobsOf(reference, count);
  const contenders: Contender[] = [];
  const closing: { close(): unknown }[] = [];
  const add = async (name: string, engine: ReferenceEngine | LlamaEngine, bare: () => Promise<BareLoops>) => {
    closing.push(engine);
    contenders.push({ name, run: () => engineSpeed(engine, count, sequences * workers) });
    if (sequences !== MOST) return;
    const loops = await bare();
    closing.push(loops);
    contenders.push({ name: `${name}, bare`, run: () => loops.run(jobs) });
  };
  await add("reference", reference, () =>
    BareLoops.open("bare-reference.ts", [modelPath, String(sequences)], workers),
  );
  if (withLlama) {
    const place = { folder, path: modelPath, model, processes: workers, sequences, contextTokens: 2048 };
    const llama = new LlamaEngine(place);
    await llama.info();
    await add("llama", llama, () =>
      BareLoops.open("bare-llama.mjs", [libraryUrl(folder), modelPath, String(sequences)], workers),
    );
  }
  try {
    return await contest(contenders, ROUNDS);
  } finally {
    await Promise.all(closing.map((one) => one.close()));
  }
}

await main();
