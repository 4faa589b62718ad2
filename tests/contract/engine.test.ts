import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Capability } from "@/contracts/capability";
import type { Engine } from "@/gpu-runner/engines/engine";
import { EngineError } from "@/gpu-runner/engines/engine-error";
import { LlamaEngine } from "@/gpu-runner/engines/llama/llama-engine";
import { enginesFolder, isLlamaInstalled } from "@/gpu-runner/engines/llama/place";
import { createOpenAiEngine } from "@/gpu-runner/engines/openai/openai-engine";
import { ReferenceEngine } from "@/gpu-runner/engines/reference/reference-engine";
import { tinyGguf } from "@/gpu-runner/engines/reference/testing/tiny-gguf";
import { serveModel } from "@/gpu-runner/serve/serve-model";
import { createTrustedHttp } from "@/net";

/** One suite over every engine: what it declares it can do, and what it does not declare it refuses. */
const directory = mkdtempSync(join(tmpdir(), "engine-contract-"));
const path = join(directory, "tiny.gguf");
const sampling = { temperature: 1, topP: 1, topK: 0, minP: 0, maxTokens: 20, seed: 3 };
const greedy = { ...sampling, temperature: 0 };
const messages = [{ role: "user" as const, content: "and the sand" }];
const closing: (() => Promise<void> | void)[] = [];
let oracle: ReferenceEngine;

beforeAll(() => {
  writeFileSync(path, tinyGguf());
  oracle = new ReferenceEngine({ path, model: "tiny", threads: 1 });
  closing.push(() => oracle.close());
});
afterAll(async () => {
  for (const close of closing.reverse()) await close();
  rmSync(directory, { recursive: true });
});

async function referenceEngine(): Promise<Engine> {
  return new ReferenceEngine({ path, model: "tiny", threads: 2, sequences: 8 });
}

async function openAiEngine(): Promise<Engine> {
  const server = await serveModel({ port: 0, model: { path, name: "tiny" }, threads: 1 });
  const http = createTrustedHttp();
  closing.push(
    () => server.close(),
    () => http.close(),
  );
  const capabilities: Capability[] = ["chat", "prefix", "prefix.tokens", "logprobs", "logit.static", "seed"];
  return createOpenAiEngine({ http, url: server.url, apiKey: null, model: "tiny", capabilities });
}

/** Installed by `plumbline engines add llama` only; its part is skipped, and counted as skipped, where it is not. */
const folder = enginesFolder(process.env.PLUMBLINE_HOME ?? ".plumbline");

async function llamaEngine(): Promise<Engine> {
  return new LlamaEngine({ folder, path, model: "tiny", processes: 1, sequences: 4 });
}

/** Equal to the fifth digit: `llama` computes in another arithmetic. */
function expectClose(found: readonly (number | null)[], expected: readonly (number | null)[]): void {
  const rounded = (values: readonly (number | null)[]) =>
    values.map((value) => (value === null ? null : expect.closeTo(value, 2)));
  expect(found).toEqual(rounded(expected));
}

async function refusal(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    if (error instanceof EngineError) return error.code;
    throw error;
  }
  return "none";
}

describe.each([
  { name: "reference", make: referenceEngine, missing: false },
  { name: "openai against serve-model", make: openAiEngine, missing: false },
  { name: "llama", make: llamaEngine, missing: !isLlamaInstalled(folder) },
])("the engine $name", ({ make, missing }) => {
  if (missing) return it.skip("is not installed here: plumbline engines add llama", () => {});
  let engine: Engine;
  beforeAll(async () => {
    engine = await make();
    closing.push(() => engine.close());
  });
  const can = (capability: Capability) => engine.capabilities.has(capability);

  it("chat: answers with text, reason and measured tokens", async () => {
    const expected = await oracle.generate({ messages }, greedy);
    const result = await engine.generate({ messages }, greedy);
    expect(result.text).toBe(expected.text);
    expect(result.finishReason).toBe(expected.finishReason);
    expect([result.promptTokens, result.completionTokens]).toEqual([
      expected.promptTokens,
      expected.completionTokens,
    ]);
    expect(result.tokenSource).toBe("measured");
  });

  it("chat: stops before a stop text and streams what it returns", async () => {
    const bias = new Map((await oracle.tokenize("qzkw")).map((id) => [id, 1000]));
    const whole = await engine.generate({ messages }, sampling, { bias });
    const stop = whole.text.slice(9, 12);
    const pieces: string[] = [];
    const result = await engine.generate({ messages }, sampling, {
      bias,
      stop: [stop],
      onText: (piece) => pieces.push(piece),
    });
    expect(result.text).toBe(whole.text.slice(0, whole.text.indexOf(stop)));
    expect(pieces.join("")).toBe(result.text);
  });

  it("seed: the same seed gives the same text, another one another", async () => {
    if (!can("seed")) return;
    const one = await engine.generate({ messages }, sampling);
    expect((await engine.generate({ messages }, sampling)).text).toBe(one.text);
    expect((await engine.generate({ messages }, sampling, { seed: 4 })).text).not.toBe(one.text);
  });

  it("prefix: goes on with the beginning of an answer", async () => {
    if (!can("prefix")) return;
    const expected = await oracle.continue({ messages, text: "then" }, greedy);
    expect((await engine.continue({ messages, text: "then" }, greedy)).text).toBe(expected.text);
  });

  it("prefix.tokens: goes on after exact tokens", async () => {
    if (!can("prefix.tokens")) return;
    const tokens = await oracle.renderPrompt(messages);
    const expected = await oracle.generate({ messages }, greedy);
    expect((await engine.continue({ tokens }, greedy)).text).toBe(expected.text);
  });

  it("logprobs: one for each token, the alternatives in order", async () => {
    if (!can("logprobs")) return;
    const expected = await oracle.generate({ messages }, greedy, { logprobs: { top: 2 } });
    const result = await engine.generate({ messages }, greedy, { logprobs: { top: 2 } });
    const logprobsOf = (entries: typeof result.logprobs) => (entries ?? []).map(({ logprob }) => logprob);
    expectClose(logprobsOf(result.logprobs), logprobsOf(expected.logprobs));
    expect(result.logprobs?.every(({ top }) => top.length === 2)).toBe(true);
  });

  it("score: log-probabilities of given tokens", async () => {
    const tokens = await oracle.tokenize("and the sand");
    if (!can("score")) return expect(await refusal(engine.score(tokens))).toBe("unsupported");
    expectClose(await engine.score(tokens), await oracle.score(tokens));
  });

  it("logit.static: a bias by token", async () => {
    if (!can("logit.static")) return;
    const [letter = 0] = await oracle.tokenize("q");
    const bias = new Map([[letter, 1000]]);
    expect((await engine.generate({ messages }, { ...sampling, maxTokens: 4 }, { bias })).text).toBe("qqqq");
  });

  it("logit.dynamic: a bias that changes from token to token", async () => {
    const [even = 0, odd = 0] = await oracle.tokenize("qz");
    const bias = (generated: readonly number[]) => new Map([[generated.length % 2 === 0 ? even : odd, 1000]]);
    const call = engine.generate({ messages }, { ...sampling, maxTokens: 4 }, { bias });
    if (!can("logit.dynamic")) return expect(await refusal(call)).toBe("unsupported");
    expect((await call).text).toBe("qzqz");
  });

  it("hidden: a sequence under the caller's control", async () => {
    const tokens = await oracle.renderPrompt(messages);
    if (!can("hidden")) return expect(await refusal(engine.open(tokens))).toBe("unsupported");
    const stepper = await engine.open(tokens);
    const { width, vocabulary } = await stepper.lmHead();
    expect(await stepper.hidden()).toHaveLength(width);
    const logits = await stepper.logits();
    expect(logits).toHaveLength(vocabulary);
    const best = logits.indexOf(Math.max(...logits));
    const expected = await oracle.generate({ messages }, greedy);
    expect(expected.tokens?.[0] ?? best).toBe(best);
    await stepper.push(best);
    expect(stepper.tokens).toEqual([...tokens, best]);
    await stepper.close();
  });

  it("gives up when told to", async () => {
    expect(await refusal(engine.generate({ messages }, sampling, { signal: AbortSignal.abort() }))).toBe(
      "aborted",
    );
  });
});
