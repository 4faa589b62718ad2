import { describe, expect, it } from "vitest";
import { Secret } from "@/contracts/secret";
import { createSafeHttp } from "@/net";
import {
  delta,
  json,
  type Script,
  scriptedServer,
  stream,
  streamText,
} from "@/tests/support/scripted-server";
import type { EngineOptions } from "../engine";
import type { CallLimits } from "./limits";
import { createOpenAiEngine } from "./openai-engine";

const SAMPLING = { temperature: 1, topP: 1, topK: 0, minP: 0, maxTokens: 64, seed: 1 };
/** Patient, so that a busy machine is not taken for an endpoint that stalls. */
const LIMITS: CallLimits = {
  firstTokenMs: 20_000,
  stallMs: 20_000,
  totalMs: 40_000,
  attempts: 3,
  backoffMs: 1,
  maxBackoffMs: 2_000,
};

/** For endpoints that do stall. */
const IMPATIENT: Partial<CallLimits> = { firstTokenMs: 300, stallMs: 200 };

const http = createSafeHttp({ allowLoopback: true });

async function ask(script: Script, options: EngineOptions = {}, limits: Partial<CallLimits> = {}) {
  await using server = await scriptedServer(script);
  const engine = createOpenAiEngine({
    http,
    url: server.url,
    apiKey: new Secret("sk-scripted"),
    model: "scripted-model",
    limits: { ...LIMITS, ...limits },
  });
  const call = () => engine.generate({ messages: [{ role: "user", content: "2+2?" }] }, SAMPLING, options);
  const outcome = await call().then(
    (result) => ({ result, error: null }),
    (error: unknown) => ({ result: null, error }),
  );
  return {
    ...outcome,
    calls: server.calls,
    again: outcome.error === null ? await call().catch(() => null) : null,
  };
}

/** An engine without a key for a scripted server. */
const engineOf = (server: { url: string }) =>
  createOpenAiEngine({ http, url: `${server.url}/v1/`, apiKey: null, model: "m", limits: LIMITS });

describe("openai engine: answers", () => {
  it("joins a stream, keeps reasoning apart and records measured usage", async () => {
    const { result, calls } = await ask((request, response) => {
      expect(request.headers.authorization).toBe("Bearer sk-scripted");
      const send = stream(response);
      send(delta({ role: "assistant", content: "" }));
      send(delta({ reasoning: "two and two" }));
      send(delta({ content: "4" }));
      send(delta({}, "stop"));
      send({
        choices: [],
        usage: { prompt_tokens: 9, completion_tokens: 6, completion_tokens_details: { reasoning_tokens: 4 } },
      });
      send(null);
    });
    expect(result).toMatchObject({
      text: "4",
      reasoning: "two and two",
      finishReason: "stop",
      promptTokens: 9,
      completionTokens: 6,
      reasoningTokens: 4,
      tokenSource: "measured",
    });
    expect(calls[0]).toMatchObject({ stream: true, max_tokens: 64, seed: 1, model: "scripted-model" });
  });

  it("says plain sampling, too: a server that is not told uses values of its own", async () => {
    const { calls } = await ask((_request, response) => streamText(response, "4"));
    expect(calls[0]).toMatchObject({ top_p: 1, top_k: -1, min_p: 0 });
  });

  it("reads reasoning_content, and prefers reasoning where both come", async () => {
    const script: Script = (_request, response) =>
      json(response, 200, {
        choices: [
          {
            message: { content: "4", reasoning_content: "older", reasoning: "newer" },
            finish_reason: "length",
          },
        ],
      });
    expect((await ask(script)).result).toMatchObject({ reasoning: "newer", finishReason: "length" });
  });

  it("says unknown where no usage comes, and turns to single answers where those carry it", async () => {
    const { result, again, calls } = await ask(({ body }, response) => {
      if (body.stream === true) {
        const send = stream(response);
        send(delta({ content: "4" }, "stop"));
        send(null);
        return;
      }
      json(response, 200, {
        choices: [{ message: { content: "4" }, finish_reason: "stop" }],
        usage: { prompt_tokens: 3, completion_tokens: 1 },
      });
    });
    expect(result).toMatchObject({ tokenSource: "unknown", promptTokens: null, completionTokens: null });
    expect(again).toMatchObject({ tokenSource: "measured", completionTokens: 1 });
    expect(calls.map((call) => call.stream)).toEqual([true, false]);
  });

  it("takes a refusal only from the protocol's own fields", async () => {
    const filtered = await ask((_request, response) => streamText(response, "I", "content_filter"));
    expect(filtered.result?.finishReason).toBe("content_filter");
    const declined = await ask((_request, response) => {
      const send = stream(response);
      send(delta({ refusal: "No." }));
      send(delta({}, "stop"));
      send(null);
    });
    expect(declined.result).toMatchObject({ finishReason: "content_filter", text: "No." });
    const rejected = await ask((_request, response) =>
      json(response, 400, { error: { message: "filtered", code: "content_filter" } }),
    );
    expect(rejected.result?.finishReason).toBe("content_filter");
    const prose = await ask((_request, response) => streamText(response, "I cannot answer that."));
    expect(prose.result?.finishReason).toBe("stop");
  });

  it("learns which fields a server does not know", async () => {
    const { result, calls } = await ask(({ body }, response) => {
      if ("max_tokens" in body) {
        json(response, 400, {
          error: { message: "Unsupported: 'max_tokens'. Use 'max_completion_tokens'." },
        });
      } else if ("seed" in body) json(response, 422, { detail: "extra field: seed" });
      else streamText(response, "4");
    });
    expect(result?.text).toBe("4");
    expect(calls.at(-1)).toMatchObject({ max_completion_tokens: 64 });
    expect(calls).toHaveLength(4);
  });

  it("leaves out plain values that a server refuses, with their name or without one, but none that cuts", async () => {
    const refusing =
      (message: string): Script =>
      ({ body }, response) => {
        if ("top_k" in body) json(response, 400, { error: { message } });
        else streamText(response, "4");
      };
    const named = await ask(refusing("Unrecognized request argument supplied: top_k"));
    expect(named.result?.text).toBe("4");
    expect(named.calls.map((call) => "top_k" in call)).toEqual([true, false, false]);
    expect(named.calls.at(-1)).toMatchObject({ top_p: 1, min_p: 0 });
    const nameless = await ask(refusing("Bad request."));
    expect(nameless.result?.text).toBe("4");
    expect(nameless.calls).toHaveLength(3);
    await using server = await scriptedServer(refusing("Unknown: top_k"));
    const engine = engineOf(server);
    const cutting = engine.generate(
      { messages: [{ role: "user", content: "2+2" }] },
      { ...SAMPLING, topK: 20 },
    );
    await expect(cutting).rejects.toMatchObject({ code: "rejected" });
  });

  it("learns from calls that are refused together", async () => {
    const waiting: (() => void)[] = [];
    await using server = await scriptedServer(({ body }, response) => {
      if (!("seed" in body)) return void streamText(response, "4");
      waiting.push(() => json(response, 422, { detail: "extra field: seed" }));
      if (waiting.length === 3) for (const answer of waiting) answer();
    });
    const engine = engineOf(server);
    const ask = () => engine.generate({ messages: [{ role: "user", content: "2+2" }] }, SAMPLING);
    const results = await Promise.all([ask(), ask(), ask()]);
    expect(results.map(({ text }) => text)).toEqual(["4", "4", "4"]);
  });

  it("sends a begun answer as a final message to go on with", async () => {
    await using server = await scriptedServer((_request, response) => streamText(response, " D, E"));
    const engine = engineOf(server);
    const messages = [{ role: "user" as const, content: "letters" }];
    expect((await engine.continue({ messages, text: "A, B, C," }, SAMPLING)).text).toBe(" D, E");
    expect(server.calls[0]).toMatchObject({
      continue_final_message: true,
      add_generation_prompt: false,
      messages: [...messages, { role: "assistant", content: "A, B, C," }],
    });
  });
});

describe("openai engine: failures", () => {
  const cases: [string, Script, string, number][] = [
    ["hangs without an answer", () => {}, "stalled", 1],
    [
      "hangs after its headers, with keep-alive lines only",
      (_request, response) => {
        stream(response);
        const timer = setInterval(() => response.write(": ping\n\n"), 20);
        response.on("close", () => clearInterval(timer));
      },
      "stalled",
      1,
    ],
    [
      "answers a web page",
      (_request, response) =>
        response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><p>Hi"),
      "not_json",
      1,
    ],
    [
      "answers a web page that is called JSON",
      (_request, response) => response.writeHead(200, { "content-type": "application/json" }).end("<html>"),
      "not_json",
      1,
    ],
    [
      "refuses the key",
      (_request, response) => json(response, 401, { error: { message: "bad key" } }),
      "unauthorized",
      1,
    ],
    ["forbids the call", (_request, response) => json(response, 403, { error: "no" }), "forbidden", 1],
    [
      "knows no such model",
      (_request, response) => json(response, 404, { error: { message: "?" } }),
      "rejected",
      1,
    ],
    [
      "keeps failing",
      (_request, response) => json(response, 500, { error: { message: "boom" } }),
      "server_error",
      3,
    ],
    [
      "asks for a long wait",
      (_request, response) => json(response, 429, {}, { "retry-after": "3600" }),
      "rate_limited",
      1,
    ],
    ["answers nothing", (_request, response) => response.writeHead(200).end(), "empty_answer", 1],
    [
      "answers without choices",
      (_request, response) => json(response, 200, { choices: [] }),
      "empty_answer",
      1,
    ],
    ["streams nothing", (_request, response) => stream(response)(null), "empty_answer", 1],
    [
      "never ends",
      (_request, response) => {
        const send = stream(response);
        const pump = () => {
          for (let i = 0; i < 50; i++) send(delta({ content: "again and again ".repeat(20) }));
          response.once("drain", pump);
        };
        pump();
      },
      "endless",
      1,
    ],
    [
      "sends one line without an end",
      (_request, response) => {
        response.writeHead(200, { "content-type": "text/event-stream" });
        response.write("data: ");
        const pump = () => {
          while (response.write("x".repeat(1 << 20)));
          response.once("drain", pump);
        };
        pump();
      },
      "endless",
      1,
    ],
    [
      "redirects to the metadata service",
      (_request, response) => response.writeHead(307, { location: "http://169.254.169.254/latest" }).end(),
      "unsafe_address",
      1,
    ],
    [
      "redirects to this machine",
      (_request, response) => response.writeHead(308, { location: "http://127.0.0.1:9/" }).end(),
      "unsafe_address",
      1,
    ],
    [
      "speaks another protocol",
      (_request, response) => json(response, 200, { choices: "many" }),
      "bad_answer",
      1,
    ],
    [
      "fails in the middle of its stream",
      (_request, response) => {
        const send = stream(response);
        send(delta({ content: "The" }));
        send({ error: { message: "out of memory" } });
      },
      "server_error",
      1,
    ],
    [
      "says that the prompt is too long",
      (_request, response) =>
        json(response, 400, { error: { message: "too long", code: "context_length_exceeded" } }),
      "context_exceeded",
      1,
    ],
  ];

  it.each(cases)("names an endpoint that %s", async (_what, script, code, requests) => {
    const { error, calls } = await ask(script, {}, code === "stalled" ? IMPATIENT : {});
    expect(error).toMatchObject({ name: "EngineError", code });
    expect(calls).toHaveLength(requests);
    expect(JSON.stringify(error) + String(error)).not.toContain("sk-scripted");
  });

  it("waits as long as Retry-After says, in seconds or as a date", async () => {
    const startedMs = performance.now();
    const { result, calls } = await ask(({ count }, response) => {
      if (count === 1) json(response, 429, {}, { "retry-after": "0.2" });
      else if (count === 2)
        json(response, 503, {}, { "retry-after": new Date(Date.now() - 5000).toUTCString() });
      else streamText(response, "4");
    });
    expect(result?.text).toBe("4");
    expect(calls).toHaveLength(3 + 1);
    expect(performance.now() - startedMs).toBeGreaterThan(190);
  });

  it("does not repeat a call whose tokens had begun to arrive", async () => {
    const { error, calls } = await ask((_request, response) => {
      const send = stream(response);
      send(delta({ content: "The answer" }));
      setTimeout(() => response.socket?.destroy(), 20);
    });
    expect(error).toMatchObject({ code: "cut_off", partialText: "The answer" });
    expect(calls).toHaveLength(1);
  });

  it("stops a stream that stalls after its first tokens", async () => {
    const { error } = await ask(
      (_request, response) => stream(response)(delta({ content: "The" })),
      {},
      { stallMs: 200 },
    );
    expect(error).toMatchObject({ code: "stalled", partialText: "The" });
  });

  it("names an address where nothing listens", async () => {
    const server = await scriptedServer(() => {});
    await server[Symbol.asyncDispose]();
    const engine = createOpenAiEngine({
      http,
      url: server.url,
      apiKey: null,
      model: "m",
      limits: LIMITS,
    });
    await expect(engine.generate({ messages: [] }, SAMPLING)).rejects.toMatchObject({ code: "unreachable" });
  });

  it("stops when the caller does", async () => {
    const controller = new AbortController();
    const { error } = await ask(() => controller.abort(), { signal: controller.signal });
    expect(error).toMatchObject({ code: "aborted" });
  });
});
