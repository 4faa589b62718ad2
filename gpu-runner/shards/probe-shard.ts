import type { ModelTarget, ProbeResult } from "@/contracts/runner";
import { Secret } from "@/contracts/secret";
import { EngineError } from "../engines/engine-error";
import { probeEndpoint } from "../engines/openai/probe";
import type { Engines } from "./engines";

/** The connection test of a submitted endpoint, or of a model that this runner's own engine serves. */
export async function probeShard(
  engines: Engines,
  target: ModelTarget,
  signal: AbortSignal,
): Promise<ProbeResult> {
  if (target.type === "engine") return probeHosted(engines, target);
  const { firstTokenMs, stallMs } = engines.limits;
  return probeEndpoint({
    http: engines.http(target),
    url: target.url,
    apiKey: target.apiKey === null ? null : new Secret(target.apiKey),
    model: target.servedName,
    limits: { firstTokenMs: Math.min(firstTokenMs, 30_000), stallMs: Math.min(stallMs, 15_000) },
    signal,
  });
}

async function probeHosted(
  engines: Engines,
  target: Extract<ModelTarget, { type: "engine" }>,
): Promise<ProbeResult> {
  const base: Omit<ProbeResult, "ok" | "code" | "message" | "models" | "capabilities"> = {
    latencyMs: null,
    server: `hosted engine ${target.engine}`.slice(0, 200),
    sample: null,
  };
  try {
    const host = engines.host(target.engine);
    const info = await host.describe();
    const engine = await host.engine(target.model);
    const startedMs = performance.now();
    const sampling = { temperature: 0, topP: 1, topK: 0, minP: 0, maxTokens: 8, seed: 1 };
    await engine.generate({ messages: [{ role: "user", content: "What is 2+2?" }] }, sampling);
    return {
      ...base,
      ok: true,
      code: "ok",
      message: "The engine answers.",
      latencyMs: Math.round(performance.now() - startedMs),
      models: info.models,
      hardware: (await host.describe()).hardware,
      weights: (await host.weights?.(target.model)) ?? null,
      capabilities: [...engine.capabilities],
    };
  } catch (error) {
    const code = error instanceof EngineError ? error.code : "internal";
    const message = error instanceof EngineError ? error.message : "The engine failed.";
    return { ...base, ok: false, code, message: message.slice(0, 2000), models: [], capabilities: [] };
  }
}
