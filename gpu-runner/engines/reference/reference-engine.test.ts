import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { EngineOptions } from "../engine";
import { EngineError } from "../engine-error";
import { ReferenceEngine } from "./reference-engine";
import { TINY, tinyGguf } from "./testing/tiny-gguf";

const sampling = { temperature: 1, topP: 1, topK: 0, minP: 0, maxTokens: 24, seed: 0 };
const greedy = { ...sampling, temperature: 0 };
const ask = (content: string) => ({ messages: [{ role: "user" as const, content }] });
const directory = mkdtempSync(join(tmpdir(), "reference-engine-"));
const path = join(directory, "tiny.gguf");
let engine: ReferenceEngine;

beforeAll(() => {
  writeFileSync(path, tinyGguf());
  engine = new ReferenceEngine({ path, model: "tiny", threads: 2 });
});
afterAll(async () => {
  await engine.close();
  rmSync(directory, { recursive: true });
});

async function failure(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    if (error instanceof EngineError) return error.code;
    throw error;
  }
  return "none";
}

describe("the reference engine", () => {
  it("gives the same text for a seed at 1, 8 and 32 sequences and in any order", async () => {
    const jobs = Array.from({ length: 40 }, (_, seed) => ({ seed, prompt: ask(`question ${seed % 7}`) }));
    const texts = async (sequences: number, threads: number, order: typeof jobs) => {
      const other = new ReferenceEngine({ path, model: "tiny", threads, sequences });
      const results = await Promise.all(
        order.map(async ({ seed, prompt }) => ({
          seed,
          text: (await other.generate(prompt, { ...sampling, seed })).text,
        })),
      );
      await other.close();
      return results.sort((left, right) => left.seed - right.seed).map(({ text }) => text);
    };
    const expected = await texts(1, 1, jobs);
    expect(new Set(expected).size).toBeGreaterThan(30);
    expect(await texts(8, 1, jobs)).toEqual(expected);
    expect(await texts(32, 2, jobs)).toEqual(expected);
    expect(await texts(32, 1, jobs.toReversed())).toEqual(expected);
  });

  it("counts tokens and ends at the limit", async () => {
    const prompt = ask("and the sand");
    const result = await engine.generate(prompt, { ...sampling, maxTokens: 5, seed: 1 });
    expect(result.promptTokens).toBe((await engine.renderPrompt(prompt.messages)).length);
    expect(result.completionTokens).toBe(result.tokens?.length);
    expect(result.finishReason).toBe("length");
    expect(result.text).toBe(await engine.detokenize(result.tokens ?? []));
  });

  it("stops before a stop text and streams the same text", async () => {
    const letters = await engine.tokenize("qzkw");
    const bias = new Map(letters.map((id) => [id, 1000]));
    const call = [ask("x"), { ...sampling, seed: 4 }] as const;
    const whole = await engine.generate(...call, { bias });
    const stop = whole.text.slice(8, 12);
    const pieces: string[] = [];
    const cut = await engine.generate(...call, { bias, stop: [stop], onText: (piece) => pieces.push(piece) });
    expect(whole.text).toHaveLength(sampling.maxTokens);
    expect(cut.text).toBe(whole.text.slice(0, whole.text.indexOf(stop)));
    expect(cut.finishReason).toBe("stop");
    expect(pieces.join("")).toBe(cut.text);
  });

  it("goes on from a prefix, by tokens and by text, as if it had never paused", async () => {
    const whole = await engine.generate(ask("go on"), greedy);
    const tokens = whole.tokens ?? [];
    const prompt = await engine.renderPrompt(ask("go on").messages);
    const byTokens = await engine.continue(
      { tokens: [...prompt, ...tokens.slice(0, 6)] },
      { ...greedy, maxTokens: 18 },
    );
    expect(byTokens.tokens).toEqual(tokens.slice(6));
    const begun = await engine.continue({ ...ask("go on"), text: "and the" }, greedy);
    const same = await engine.continue(
      { tokens: [...prompt, ...(await engine.tokenize("and the"))] },
      greedy,
    );
    expect(begun.text).toBe(same.text);
  });

  it("agrees with itself on log-probabilities: generate, score and stepper", async () => {
    const prompt = await engine.renderPrompt(ask("odds").messages);
    const result = await engine.generate(
      { tokens: prompt },
      { ...sampling, seed: 2 },
      { logprobs: { top: 3 } },
    );
    const scores = await engine.score([...prompt, ...(result.tokens ?? [])]);
    expect(scores[0]).toBeNull();
    const generated = result.logprobs ?? [];
    expect(generated.map(({ logprob }) => logprob)).toEqual(scores.slice(prompt.length));
    expect(generated[0]?.top).toHaveLength(3);
    await using stepper = await disposable(prompt);
    const logits = await stepper.logits();
    const total = Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit), 0));
    expect((logits[result.tokens?.[0] ?? 0] ?? 0) - total).toBeCloseTo(generated[0]?.logprob ?? 0, 5);
  });

  async function disposable(tokens: readonly number[]) {
    const stepper = await engine.open(tokens);
    return Object.assign(stepper, { [Symbol.asyncDispose]: () => stepper.close() });
  }

  it("opens a stepper whose logits are the head times the hidden state, and follows pushed tokens", async () => {
    const prompt = await engine.tokenize("a hidden state");
    await using stepper = await disposable(prompt.slice(0, -1));
    const last = prompt.at(-1) ?? 0;
    await stepper.push(last);
    await using direct = await disposable(prompt);
    expect(await stepper.logits()).toEqual(await direct.logits());
    const hidden = await stepper.hidden();
    const { weights, vocabulary, width } = await stepper.lmHead();
    expect(hidden).toHaveLength(width);
    const logits = await stepper.logits();
    for (let token = 0; token < vocabulary; token += 1) {
      let sum = 0;
      for (let index = 0; index < width; index += 1)
        sum += (weights[token * width + index] ?? 0) * (hidden[index] ?? 0);
      expect(Math.abs(sum - (logits[token] ?? 0))).toBeLessThan(1e-4);
    }
    await stepper.close();
    expect(await failure(stepper.push(7))).toBe("internal");
  });

  it("obeys a static and a dynamic bias", async () => {
    const [letter = 0] = await engine.tokenize("q");
    const [other = 0] = await engine.tokenize("z");
    const forced = { bias: new Map([[letter, 1000]]) } satisfies EngineOptions;
    expect((await engine.generate(ask("x"), { ...sampling, maxTokens: 3 }, forced)).text).toBe("qqq");
    const seen: number[] = [];
    const turning = (generated: readonly number[]) => {
      seen.push(generated.length);
      return new Map([[generated.length % 2 === 0 ? letter : other, 1000]]);
    };
    expect((await engine.generate(ask("x"), { ...sampling, maxTokens: 4 }, { bias: turning })).text).toBe(
      "qzqz",
    );
    expect(seen).toEqual([0, 1, 2, 3]);
    const without = await engine.generate(ask("x"), { ...sampling, seed: 8 });
    const idle = await engine.generate(ask("x"), { ...sampling, seed: 8 }, { bias: () => null });
    expect(idle.text).toBe(without.text);
  });

  it("ends one call whose bias function throws, and not its neighbours", async () => {
    const broken = engine.generate(ask("x"), sampling, {
      bias: () => {
        throw new Error("no bias");
      },
    });
    const neighbour = engine.generate(ask("x"), sampling, { bias: () => null });
    expect(await failure(broken)).toBe("internal");
    expect((await neighbour).finishReason).not.toBeNull();
  });

  it("refuses what it cannot do with a code", async () => {
    const long = Array.from({ length: TINY.context }, () => 40);
    expect(await failure(engine.generate({ tokens: long }, sampling))).toBe("context_exceeded");
    expect(await failure(engine.generate({ tokens: [] }, sampling))).toBe("rejected");
    expect(await failure(engine.score([100_000]))).toBe("rejected");
    expect(await failure(engine.generate(ask("x"), sampling, { signal: AbortSignal.abort() }))).toBe(
      "aborted",
    );
    const controller = new AbortController();
    const running = engine.generate(
      ask("x"),
      { ...sampling, maxTokens: 120 },
      {
        signal: controller.signal,
        onText: () => controller.abort(),
      },
    );
    expect(await failure(running)).toBe("aborted");
    expect(() => new ReferenceEngine({ path: join(directory, "none.gguf"), model: "none" })).toThrow(
      EngineError,
    );
  });

  it("fills the context and then ends", async () => {
    const tokens = Array.from({ length: TINY.context - 4 }, () => 40);
    const [letter = 0] = await engine.tokenize("q");
    const result = await engine.generate({ tokens }, sampling, { bias: new Map([[letter, 1000]]) });
    expect([result.text, result.finishReason]).toEqual(["qqqq", "length"]);
  });
});
