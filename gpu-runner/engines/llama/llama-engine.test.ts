import { afterAll, describe, expect, it } from "vitest";
import { generateBenchmark } from "@/catalog/bundled";
import { BUNDLED_MODEL } from "../../reference-model/bundled-model";
import { EngineError } from "../engine-error";
import { ReferenceEngine } from "../reference/reference-engine";
import { LlamaEngine } from "./llama-engine";
import { LlamaHost } from "./llama-host";
import { LlamaProcess } from "./llama-process";
import { enginesFolder, isLlamaInstalled } from "./place";

const folder = enginesFolder(process.env.PLUMBLINE_HOME ?? ".plumbline");
const { path } = BUNDLED_MODEL;
const sampling = { temperature: 1, topP: 1, topK: 0, minP: 0, maxTokens: 120, seed: 0 };
const problems = generateBenchmark().problems.map(({ statement, ordinal }) => ({
  seed: ordinal,
  prompt: { messages: [{ role: "user" as const, content: statement }] },
}));
const closing: { close(): Promise<void> }[] = [];
afterAll(() => Promise.all(closing.map((one) => one.close())));

function llama(options: { processes?: number; sequences?: number } = {}): LlamaEngine {
  const engine = new LlamaEngine({ folder, path, model: BUNDLED_MODEL.name, processes: 1, ...options });
  closing.push(engine);
  return engine;
}

describe("a process that cannot start", () => {
  it("fails its calls with the reason", async () => {
    const nowhere = new LlamaEngine({ folder: "/nowhere", path, model: "m", processes: 1 });
    const call = nowhere.generate({ tokens: [1] }, sampling);
    await expect(call).rejects.toThrow(/llama engine cannot start/);
    await nowhere.close();
  });
});

describe.skipIf(!isLlamaInstalled(folder))("llama (installed by `plumbline engines add llama`)", () => {
  it("gives the reference engine's greedy tokens on the bundled model, token by token", async () => {
    const reference = new ReferenceEngine({ path, model: "same", threads: 1 });
    closing.push(reference);
    const engine = llama();
    const greedy = { ...sampling, temperature: 0 };
    const pairs = await Promise.all(
      problems.map(async ({ prompt }) => {
        const ours = await reference.generate(prompt, greedy);
        const other = await engine.generate(prompt, greedy);
        expect(other.promptTokens).toBe(ours.promptTokens);
        return { ours: ours.tokens, other: other.tokens };
      }),
    );
    // Two arithmetics: where two tokens are all but equally likely, one answer in a hundred may part ways.
    const parted = pairs.filter(({ ours, other }) => JSON.stringify(ours) !== JSON.stringify(other));
    expect(parted.length, JSON.stringify(parted)).toBeLessThanOrEqual(1);
  });

  it("gives the same text for a seed at 1, 8 and 32 sequences and in any order", async () => {
    const jobs = problems.slice(0, 16);
    const texts = async (sequences: number, order: typeof jobs) => {
      const engine = llama({ sequences });
      const results = await Promise.all(
        order.map(async ({ seed, prompt }) => ({
          seed,
          text: (await engine.generate(prompt, { ...sampling, seed })).text,
        })),
      );
      await engine.close();
      return results.sort((left, right) => left.seed - right.seed).map(({ text }) => text);
    };
    const expected = await texts(1, jobs);
    expect(await texts(8, jobs)).toEqual(expected);
    expect(await texts(32, jobs.toReversed())).toEqual(expected);
  });

  it("asks for the bias of every token, and a function that throws ends only its own call", async () => {
    const engine = llama();
    const [job, other] = [problems[0], problems[1]];
    if (!job || !other) throw new Error("no problems");
    const asked: number[][] = [];
    const failing = engine.generate(job.prompt, sampling, {
      bias: (generated) => {
        asked.push([...generated]);
        if (generated.length === 3) throw new Error("enough");
        return null;
      },
    });
    const whole = engine.generate(other.prompt, { ...sampling, temperature: 0 });
    await expect(failing).rejects.toThrow("the bias function of this call failed");
    expect((await whole).text.length).toBeGreaterThan(0);
    expect(asked.map(({ length }) => length)).toEqual([0, 1, 2, 3]);
  });

  it("ends calls whose process is gone with a clear error", async () => {
    const start = { folder, path, contextTokens: 256, threads: 1, sequences: 1, gpu: "auto" as const };
    const process = new LlamaProcess(start);
    await process.ready;
    const call = process.call(
      { type: "score", id: 1, tokens: [1, 2, 3] },
      { onText: null, onBiasWanted: null },
      undefined,
    );
    await Promise.all([expect(call).rejects.toBeInstanceOf(EngineError), process.end()]);
    expect(process.lost).toBe(true);
  });

  it("is offered by the host under the operator's names only", async () => {
    const host = new LlamaHost({ folder, models: new Map([["toy", path]]) });
    closing.push(host);
    expect((await host.describe()).models).toEqual(["toy"]);
    await expect(host.engine("another")).rejects.toThrow("no model another");
    const engine = await host.engine("toy");
    const answer = await engine.generate(
      { messages: [{ role: "user", content: "What is (17*4+9) mod 7?" }] },
      sampling,
    );
    expect(answer.completionTokens).toBeGreaterThan(0);
    expect((await host.describe()).hardware).toContain("llama.cpp");
  });
});
