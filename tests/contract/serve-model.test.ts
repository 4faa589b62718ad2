import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { tinyGguf } from "@/gpu-runner/engines/reference/testing/tiny-gguf";
import type { RunningServer } from "@/gpu-runner/serve/openai-server";
import { serveModel } from "@/gpu-runner/serve/serve-model";

/** The official client against the server, on a made-up model that any machine can run in milliseconds. */
const directory = mkdtempSync(join(tmpdir(), "serve-model-"));
const path = join(directory, "tiny.gguf");
const model = "tiny";
let server: RunningServer;
let client: OpenAI;

beforeAll(async () => {
  writeFileSync(path, tinyGguf());
  server = await serveModel({ port: 0, model: { path, name: model }, threads: 1, apiKey: "local" });
  client = new OpenAI({ baseURL: server.url, apiKey: "local", maxRetries: 0 });
});
afterAll(async () => {
  await server.close();
  rmSync(directory, { recursive: true });
});

const user = (content: string) => ({ role: "user" as const, content });
const chat = { model, messages: [user("say something")], max_tokens: 12, seed: 5 };
/** Only these letters can be drawn, so that texts are readable and long enough. */
async function letterBias(letters = "qzkw"): Promise<Record<string, number>> {
  const answer = await fetch(new URL("/tokenize", server.url), {
    method: "POST",
    headers: { authorization: "Bearer local" },
    body: JSON.stringify({ prompt: letters }),
  });
  const { tokens }: { tokens: number[] } = JSON.parse(await answer.text());
  return Object.fromEntries(tokens.map((id) => [String(id), 1000]));
}

async function failure(call: PromiseLike<unknown>): Promise<{ status: number | undefined; code: unknown }> {
  try {
    await call;
  } catch (error) {
    if (error instanceof OpenAI.APIError) return { status: error.status, code: error.code };
    throw error;
  }
  return { status: 200, code: null };
}

describe("serve-model", () => {
  it("lists its model", async () => {
    const models = await client.models.list();
    expect(models.data.map(({ id }) => id)).toEqual([model]);
    expect((await client.models.retrieve(model)).owned_by).toBe("plumbline");
  });

  it("answers chats: seeded, counted, limited", async () => {
    const first = await client.chat.completions.create(chat);
    const again = await client.chat.completions.create(chat);
    const other = await client.chat.completions.create({ ...chat, seed: 6 });
    expect(first.choices[0]?.message.content).toBe(again.choices[0]?.message.content);
    expect(other.choices[0]?.message.content).not.toBe(first.choices[0]?.message.content);
    expect(first.object).toBe("chat.completion");
    expect(["stop", "length"]).toContain(first.choices[0]?.finish_reason);
    const usage = first.usage;
    expect(usage?.completion_tokens).toBeLessThanOrEqual(12);
    expect(usage?.total_tokens).toBe((usage?.prompt_tokens ?? 0) + (usage?.completion_tokens ?? 0));
  });

  it("gives n different choices that depend on one seed", async () => {
    const logit_bias = await letterBias();
    const texts = async () =>
      (await client.chat.completions.create({ ...chat, n: 5, logit_bias })).choices.map(
        ({ message }) => message.content,
      );
    const first = await texts();
    expect(new Set(first).size).toBe(5);
    expect(await texts()).toEqual(first);
    const single = await client.chat.completions.create({ ...chat, logit_bias });
    expect(single.choices[0]?.message.content).toBe(first[0]);
  });

  it("stops before a stop text, and streams the same text with usage", async () => {
    const logit_bias = await letterBias();
    const whole = await client.chat.completions.create({ ...chat, logit_bias });
    const text = whole.choices[0]?.message.content ?? "";
    expect(text).toHaveLength(12);
    const stop = text.slice(6, 9);
    const stopped = await client.chat.completions.create({ ...chat, logit_bias, stop });
    expect(stopped.choices[0]?.message.content).toBe(text.slice(0, text.indexOf(stop)));
    expect(stopped.choices[0]?.finish_reason).toBe("stop");
    const stream = await client.chat.completions.create({
      ...chat,
      logit_bias,
      stream: true,
      stream_options: { include_usage: true },
    });
    let streamed = "";
    let reason: string | null = null;
    let tokens = 0;
    for await (const chunk of stream) {
      streamed += chunk.choices[0]?.delta.content ?? "";
      reason = chunk.choices[0]?.finish_reason ?? reason;
      tokens = chunk.usage?.completion_tokens ?? tokens;
    }
    expect([streamed, reason, tokens]).toEqual([text, "length", 12]);
  });

  it("reports log-probabilities, whole and streamed", async () => {
    const call = { ...chat, logprobs: true, top_logprobs: 2, temperature: 0 };
    const whole = await client.chat.completions.create(call);
    const content = whole.choices[0]?.logprobs?.content ?? [];
    expect(content).toHaveLength(whole.usage?.completion_tokens ?? -1);
    for (const entry of content) {
      expect(entry.top_logprobs).toHaveLength(2);
      expect(entry.logprob).toBe(entry.top_logprobs[0]?.logprob);
      expect(entry.logprob).toBeLessThanOrEqual(0);
    }
    const logprobs: number[] = [];
    for await (const chunk of await client.chat.completions.create({ ...call, stream: true }))
      logprobs.push(...(chunk.choices[0]?.logprobs?.content ?? []).map(({ logprob }) => logprob));
    expect(logprobs).toEqual(content.map(({ logprob }) => logprob));
  });

  it("goes on from the beginning of an answer", async () => {
    const begun = {
      ...chat,
      temperature: 0,
      messages: [user("go on"), { role: "assistant" as const, content: "and the" }],
      continue_final_message: true,
      add_generation_prompt: false,
    };
    const continued = await client.chat.completions.create(begun);
    const whole = await client.completions.create({
      model,
      prompt: "<|bos|><|user|>go on<|assistant|>and the",
      temperature: 0,
      max_tokens: 12,
    });
    expect(continued.choices[0]?.message.content).toBe(whole.choices[0]?.text);
    expect(continued.usage?.prompt_tokens).toBe(whole.usage?.prompt_tokens);
    expect(await failure(client.chat.completions.create({ ...begun, messages: [user("x")] }))).toEqual({
      status: 400,
      code: "invalid_value",
    });
  });

  it("completes texts and token ids, several at once, with echo and prompt log-probabilities", async () => {
    const base = { model, temperature: 0, max_tokens: 6 };
    const both = await client.completions.create({ ...base, prompt: ["the sand", "and then"] });
    expect(both.choices.map(({ index }) => index)).toEqual([0, 1]);
    const single = await client.completions.create({ ...base, prompt: "and then" });
    expect(both.choices[1]?.text).toBe(single.choices[0]?.text);
    const answer = await fetch(new URL("/tokenize", server.url), {
      method: "POST",
      headers: { authorization: "Bearer local" },
      body: JSON.stringify({ prompt: "and then" }),
    });
    const { tokens }: { tokens: number[] } = JSON.parse(await answer.text());
    const byTokens = await client.completions.create({ ...base, prompt: tokens });
    expect(byTokens.choices[0]?.text).toBe(single.choices[0]?.text);
    const scored = await client.completions.create({
      ...base,
      prompt: tokens,
      max_tokens: 0,
      echo: true,
      logprobs: 1,
    });
    expect(scored.choices[0]?.text).toBe("and then");
    expect(scored.choices[0]?.logprobs?.token_logprobs).toHaveLength(tokens.length);
    let streamed = "";
    for await (const chunk of await client.completions.create({ ...base, prompt: "and then", stream: true }))
      streamed += chunk.choices[0]?.text ?? "";
    expect(streamed).toBe(single.choices[0]?.text);
  });

  it("refuses with OpenAI's error shape", async () => {
    const wrong = new OpenAI({ baseURL: server.url, apiKey: "wrong", maxRetries: 0 });
    expect(await failure(wrong.models.list())).toEqual({ status: 401, code: "invalid_api_key" });
    expect(await failure(client.chat.completions.create({ ...chat, model: "gpt" }))).toEqual({
      status: 404,
      code: "model_not_found",
    });
    expect(await failure(client.chat.completions.create({ ...chat, temperature: 9 }))).toEqual({
      status: 400,
      code: "invalid_value",
    });
    expect(await failure(client.chat.completions.create({ ...chat, frequency_penalty: 1 }))).toEqual({
      status: 400,
      code: "invalid_value",
    });
    const long = { ...chat, messages: [user("word ".repeat(500))] };
    expect(await failure(client.chat.completions.create(long))).toEqual({
      status: 400,
      code: "context_length_exceeded",
    });
    expect(await failure(client.images.generate({ model, prompt: "x" }))).toMatchObject({ status: 404 });
  });

  it("answers to loopback names only", async () => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const call = request(
        { host: "127.0.0.1", port: server.port, path: "/v1/models", headers: { host: "evil.example" } },
        (response) => resolve(response.resume().statusCode),
      );
      call.once("error", reject).end();
    });
    expect(status).toBe(403);
  });
});
