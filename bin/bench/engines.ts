import { fork, spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { LlamaEngine } from "@/gpu-runner/engines/llama/llama-engine";
import { enginesFolder, isLlamaInstalled, libraryUrl } from "@/gpu-runner/engines/llama/place";
import { createOpenAiEngine } from "@/gpu-runner/engines/openai/openai-engine";
import { ReferenceEngine } from "@/gpu-runner/engines/reference/reference-engine";
import { BUNDLED_MODEL } from "@/gpu-runner/reference-model/bundled-model";
import { createTrustedHttp } from "@/net";
import { plumblineHome } from "../home";
import { ROOT } from "../root";
import { engineSpeed, jobsOf, type Speed, speed, speedOf } from "./workload";

/**
 * Tokens per second of the engines on the bundled model, against the library alone, and the cost of the HTTP client
 * against a mock server at a fixed rate. Writes docs/benchmarks.json and prints what it measured.
 */
const COUNTS: Readonly<Record<number, number>> = { 1: 24, 8: 96, 32: 128 };
const SEQUENCES = [1, 8, 32] as const;
const MOST = 32;
const HTTP = { answers: 256, atOnce: 64, tokensPerAnswer: 256, streamTokensPerSecond: 100 };

const { path: modelPath, name: model } = BUNDLED_MODEL;
const folder = enginesFolder(plumblineHome());
const withLlama = isLlamaInstalled(folder);

/** Load averages of the last one, five and fifteen minutes. */
const load = () =>
  loadavg()
    .map((value) => value.toFixed(1))
    .join(", ");

async function main(): Promise<void> {
  const before = load();
  const rows: { engine: string; workers: number; sequences: number; speed: Speed }[] = [];
  const note = (engine: string, workers: number, sequences: number, measured: Speed) => {
    rows.push({ engine, workers, sequences, speed: measured });
    console.log(`${engine}, ${workers} worker(s) x ${sequences}: ${measured.tokensPerSecond} tokens/s`);
  };
  for (const workers of [1, 2]) {
    for (const sequences of workers === 1 ? SEQUENCES : [MOST]) {
      const count = (COUNTS[sequences] ?? 32) * workers;
      const atOnce = sequences * workers;
      const reference = new ReferenceEngine({ path: modelPath, model, threads: workers, sequences });
      note("reference", workers, sequences, await engineSpeed(reference, count, atOnce));
      if (!withLlama) continue;
      const llama = new LlamaEngine({
        folder,
        path: modelPath,
        model,
        processes: workers,
        sequences,
        contextTokens: 2048,
      });
      note("llama", workers, sequences, await engineSpeed(llama, count, atOnce));
    }
    if (withLlama) note("llama, library alone", workers, MOST, await bareLoops(workers));
  }
  const find = (engine: string, workers: number) =>
    rows.find((row) => row.engine === engine && row.workers === workers && row.sequences === MOST)?.speed
      .tokensPerSecond;
  const ratio = (workers: number) => {
    const [ours, bare] = [find("llama", workers), find("llama, library alone", workers)];
    return ours === undefined || bare === undefined ? null : Number((ours / bare).toFixed(2));
  };
  const result = {
    command: "npm run bench:engines",
    machine: {
      processor: cpus()[0]?.model.trim() ?? "unknown",
      cores: cpus().length,
      node: process.version,
      loadBefore: before,
      loadAfter: load(),
    },
    model: { name: model },
    rows,
    llamaToLibraryAlone: { oneWorker: ratio(1), twoWorkers: ratio(2) },
    httpClient: await httpClient(),
  };
  console.log(JSON.stringify({ ...result, rows: undefined }, null, 2));
  store(result);
}

/** Loops over the library alone, as many processes at once, on token prompts made beforehand; speeds are added. */
async function bareLoops(workers: number): Promise<Speed> {
  const tokenizer = new ReferenceEngine({ path: modelPath, model, threads: 1 });
  const prompts = await Promise.all(
    jobsOf(COUNTS[MOST] ?? 32).map(({ prompt }) =>
      "messages" in prompt ? tokenizer.renderPrompt(prompt.messages) : [],
    ),
  );
  await tokenizer.close();
  const results = await Promise.all(Array.from({ length: workers }, () => bareLoop(JSON.stringify(prompts))));
  const seconds = Math.max(...results.map((result) => result.seconds));
  return speed(
    results.reduce((total, { tokens }) => total + tokens, 0),
    seconds,
  );
}

async function bareLoop(prompts: string): Promise<{ tokens: number; seconds: number }> {
  const script = fileURLToPath(new URL("./bare-loop.mjs", import.meta.url));
  const child = spawn(process.execPath, [script, libraryUrl(folder), modelPath, String(MOST)], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  child.stdin.end(prompts);
  const { tokens, seconds }: { tokens: number; seconds: number } = JSON.parse(await text(child.stdout));
  return { tokens, seconds };
}

/** CPU time of this process per token that it takes in; the server paces itself, so that its speed is not what is measured. */
async function httpClient() {
  const script = fileURLToPath(new URL("./mock-server.mjs", import.meta.url));
  const server = fork(script, [String(HTTP.tokensPerAnswer), String(HTTP.streamTokensPerSecond)], {
    execArgv: [],
  });
  const port = await new Promise<number>((resolve) =>
    server.once("message", (value) => resolve(Number(value))),
  );
  const http = createTrustedHttp();
  const engine = createOpenAiEngine({
    http,
    url: `http://127.0.0.1:${port}/v1`,
    apiKey: null,
    model: "mock",
  });
  const messages = [{ role: "user" as const, content: "go" }];
  const sampling = { temperature: 1, topP: 1, topK: 0, minP: 0, maxTokens: HTTP.tokensPerAnswer, seed: 1 };
  const ask = async () => (await engine.generate({ messages }, sampling)).completionTokens ?? 0;
  await ask();
  const cpu = process.cpuUsage();
  const measured = await speedOf(
    Array.from({ length: HTTP.answers }, (_, index) => index),
    HTTP.atOnce,
    ask,
  );
  const used = process.cpuUsage(cpu);
  await http.close();
  server.disconnect();
  const microseconds = (used.user + used.system) / measured.tokens;
  return { ...HTTP, ...measured, cpuMicrosecondsPerToken: Number(microseconds.toFixed(1)) };
}

function store(result: unknown): void {
  const file = path.join(ROOT, "docs", "benchmarks.json");
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ ...read(file), engines: result }, null, 2)}\n`);
}

/** Other benches keep their parts of the file. */
function read(file: string): Record<string, unknown> {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return {};
  }
}

await main();
