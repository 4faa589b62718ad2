import { describe, expect, it } from "vitest";
import { createSafeHttp } from "@/net";
import { json, type Script, scriptedServer, streamText } from "@/tests/support/scripted-server";
import { probeEndpoint } from "./probe";

const PATIENT = { firstTokenMs: 20_000, stallMs: 20_000, totalMs: 60_000, backoffMs: 1 };
const IMPATIENT = { ...PATIENT, firstTokenMs: 300 };

async function probe(script: Script, { allowLoopback = true, limits = PATIENT } = {}) {
  await using server = await scriptedServer(script);
  const http = createSafeHttp({ allowLoopback });
  return await probeEndpoint({ http, url: server.url, apiKey: null, model: "scripted-model", limits });
}

describe("connection test", () => {
  it("reports models, server, a sample and what the endpoint can do", async () => {
    let calls = 0;
    const result = await probe(({ body }, response) => {
      calls++;
      if (body.continue_final_message === true) return streamText(response, " D, E, F");
      streamText(response, typeof body.seed === "number" && body.seed === 11 ? "A to F" : "ready");
    });
    expect(result).toMatchObject({
      ok: true,
      code: "ok",
      models: ["scripted-model"],
      server: "scripted",
      capabilities: ["chat", "seed", "prefix"],
      sample: { response: "ready", promptTokens: 7 },
    });
    expect(calls).toBe(7);
  });

  it("takes an answer's own second half for a continuation, and a fresh answer for none", async () => {
    const text = "first the sand and then the hills and the sea";
    const goingOn: Script = ({ body }, response) => {
      const last = Object(Array.isArray(body.messages) ? body.messages.at(-1) : null);
      const begun = body.continue_final_message === true ? String(last.content) : "";
      streamText(response, text.slice(begun.length));
    };
    expect((await probe(goingOn)).capabilities).toEqual(["chat", "prefix"]);
    expect((await probe((_request, response) => streamText(response, text))).capabilities).toEqual(["chat"]);
  });

  it("finds a bias by token id that is obeyed, not one that is only taken", async () => {
    const able: Script = ({ body }, response) => {
      const [forced] = Object.keys(Object(body.logit_bias));
      const text = forced === undefined ? "ready" : String.fromCharCode(Number(forced)).repeat(6);
      json(response, 200, { choices: [{ text, message: { content: text }, finish_reason: "stop" }] });
    };
    expect((await probe(able)).capabilities).toEqual(["chat", "logit.static"]);
    const repeating: Script = (_request, response) => streamText(response, "aaaaaa");
    expect((await probe(repeating)).capabilities).toEqual(["chat"]);
  });

  it("names the field of reasoning and whether usage is told", async () => {
    const result = await probe((_request, response) =>
      json(response, 200, {
        choices: [{ message: { content: "ready", reasoning_content: "hm" }, finish_reason: "stop" }],
      }),
    );
    expect(result).toMatchObject({ ok: true, reasoningField: "reasoning_content", reportsUsage: false });
  });

  it("claims nothing for a server that samples anew and starts over", async () => {
    let count = 0;
    const result = await probe((_request, response) => streamText(response, `A, B, C ${count++}`));
    expect(result.capabilities).toEqual(["chat"]);
  });

  const bad: [string, Script, string][] = [
    ["401", (_request, response) => json(response, 401, {}), "unauthorized"],
    ["silence", () => {}, "stalled"],
    [
      "a web page",
      (_request, response) => response.writeHead(200, { "content-type": "text/html" }).end("<p>"),
      "not_json",
    ],
    [
      "a redirect inside",
      (_request, response) => response.writeHead(307, { location: "https://10.0.0.1/" }).end(),
      "unsafe_address",
    ],
  ];
  it.each(bad)("explains %s", async (_what, script, code) => {
    const result = await probe(script, code === "stalled" ? { limits: IMPATIENT } : {});
    expect(result).toMatchObject({ ok: false, code, capabilities: [], sample: null });
    expect(result.message.length).toBeGreaterThan(20);
  });

  it("does not dial local addresses unless allowed", async () => {
    let reached = 0;
    const result = await probe(() => reached++, { allowLoopback: false });
    expect([result.code, reached]).toEqual(["unsafe_address", 0]);
  });
});
