import { afterAll, describe, expect, it } from "vitest";
import { probeEndpoint } from "@/gpu-runner/engines/openai/probe";
import { BUNDLED_MODEL } from "@/gpu-runner/reference-model/bundled-model";
import { serveModel } from "@/gpu-runner/serve/serve-model";
import { createTrustedHttp } from "@/net";

const http = createTrustedHttp();
afterAll(() => http.close());

describe("the connection test", () => {
  it("finds what serve-model can do, though its model is no good at letters", async () => {
    const server = await serveModel({ port: 0, threads: 1 });
    const result = await probeEndpoint({ http, url: server.url, apiKey: null, model: BUNDLED_MODEL.name });
    await server.close();
    expect(result).toMatchObject({ ok: true, server: "plumbline", reasoningField: null, reportsUsage: true });
    expect([...result.capabilities].sort()).toEqual(["chat", "logit.static", "logprobs", "prefix", "seed"]);
  });
});
