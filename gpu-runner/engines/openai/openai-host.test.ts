import { describe, expect, it } from "vitest";
import { scriptedServer, streamText } from "@/tests/support/scripted-server";
import { createOpenAiHost } from "./openai-host";

const SAMPLING = { temperature: 0, topP: 1, topK: 0, minP: 0, maxTokens: 16, seed: 1 };

describe("hosted OpenAI-compatible server", () => {
  it("offers the models that it lists and calls them", async () => {
    await using server = await scriptedServer((_request, response) => streamText(response, "4"));
    const host = createOpenAiHost({ name: "vllm", url: server.url, apiKey: null, hardware: "1 accelerator" });
    expect(await host.describe()).toEqual({
      name: "vllm",
      models: ["scripted-model"],
      capabilities: ["chat"],
      hardware: "1 accelerator",
    });
    const engine = await host.engine("scripted-model");
    expect((await engine.generate({ messages: [{ role: "user", content: "2+2" }] }, SAMPLING)).text).toBe(
      "4",
    );
    await expect(host.engine("other")).rejects.toMatchObject({ code: "unknown_model" });
    await host.close();
  });

  it("offers nothing while its server is away", async () => {
    const server = await scriptedServer(() => {});
    await server[Symbol.asyncDispose]();
    const host = createOpenAiHost({ name: "vllm", url: server.url, apiKey: null });
    expect((await host.describe()).models).toEqual([]);
    await host.close();
  });
});
