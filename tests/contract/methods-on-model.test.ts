import { existsSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { METHOD_CARDS } from "@/catalog/methods";
import { createOpenAiEngine } from "@/gpu-runner/engines/openai/openai-engine";
import { ReferenceEngine } from "@/gpu-runner/engines/reference/reference-engine";
import { runMethod } from "@/gpu-runner/methods/testing/run-method";
import { BUNDLED_MODEL } from "@/gpu-runner/reference-model/bundled-model";
import { serveModel } from "@/gpu-runner/serve/serve-model";
import { createTrustedHttp } from "@/net";

const present = existsSync(BUNDLED_MODEL.path);
if (!present) console.warn("The bundled model is not in this checkout: methods on it are not tested.");
const engine = present
  ? new ReferenceEngine({ path: BUNDLED_MODEL.path, model: BUNDLED_MODEL.name, threads: 1 })
  : null;
afterAll(() => engine?.close());

/** Sizes that fit a small model; the one word of its vocabulary that begins another look is " Wait". */
const SIZES: Record<string, Record<string, unknown>> = {
  "thinking-budget": { budgets: [4, 160] },
  segmented: { segmentTokens: 6 },
  subthought: { completion: "diverse", maxSubthoughts: 3 },
  "budget-forcing": { numIgnore: 1, maxThinkingTokens: 60 },
  tip: { mode: "constant", delta: -50, words: ["Wait"], includeSpaceVariants: true },
  "cyclic-reflex": { periodTokens: 24, words: ["Wait"], includeSpaceVariants: true },
};
const shiftedSchema = z.object({
  words: z.array(z.string()),
  thinkingTokens: z.number(),
  places: z.array(z.object({ position: z.number() })),
});
const generating = METHOD_CARDS.filter((card) => card.kind === "generate");

describe.skipIf(engine === null)("methods on the bundled model", () => {
  it.each(generating.map((card) => [card.id, card] as const))("%s runs", async (id, card) => {
    if (engine === null) return;
    const params = SIZES[id] ?? {};
    const report = await runMethod(id, engine, { params, maxTokens: 160 });
    expect(report.fault).toBeNull();
    expect(report.trace.response.length).toBeGreaterThan(0);
    const [least, most] = card.callsPerSample(card.params.parse(params));
    expect(report.trace.calls.length).toBeGreaterThanOrEqual(least);
    expect(report.trace.calls.length).toBeLessThanOrEqual(most);
    expect(report.promptTokens).toBeGreaterThan(0);
  });

  it("never thinks a word that is penalised without measure, and writes segments as one call would", async () => {
    if (engine === null) return;
    const penalised = await runMethod("tip", engine, { params: SIZES.tip ?? {}, maxTokens: 160 });
    const { words, thinkingTokens, places } = shiftedSchema.parse(penalised.trace.artifacts);
    expect(words).toEqual([" Wait"]);
    for (const { position } of places) expect(position).toBeGreaterThanOrEqual(thinkingTokens);
    const greedy = { maxTokens: 160, temperature: 0 };
    const pieces = await runMethod("segmented", engine, { ...greedy, params: { segmentTokens: 3 } });
    const whole = await runMethod("segmented", engine, { ...greedy, params: {} });
    expect(pieces.trace.calls.length).toBeGreaterThan(1);
    expect(whole.trace.calls).toHaveLength(1);
    expect(pieces.trace.response).toBe(whole.trace.response);
  });
});

describe.skipIf(engine === null)("methods on the bundled model as a server on loopback", () => {
  const overHttp: [string, Record<string, unknown>][] = [
    ["direct", { score: "mean-logprob" }],
    ["adactrl", { mode: "forceHard" }],
    ["subthought", { maxSubthoughts: 2 }],
    ["budget-forcing", { numIgnore: 1, maxThinkingTokens: 40 }],
    ["thinking-budget", { budgets: [4, 160] }],
    ["segmented", { segmentTokens: 6 }],
  ];

  it("go on from a beginning and record scores over the OpenAI protocol", async () => {
    const server = await serveModel({ port: 0, threads: 1 });
    const http = createTrustedHttp();
    const capabilities = ["chat", "prefix", "logprobs"] as const;
    const remote = createOpenAiEngine({
      http,
      url: server.url,
      apiKey: null,
      model: BUNDLED_MODEL.name,
      capabilities,
    });
    try {
      for (const [id, params] of overHttp) {
        const report = await runMethod(id, remote, { params, maxTokens: 120 });
        expect([id, report.fault]).toEqual([id, null]);
        expect(report.completionTokens, id).toBeGreaterThan(0);
        if (id === "direct") expect(report.score).toBeGreaterThan(0);
        else if (id !== "thinking-budget")
          expect(
            report.trace.calls.some(({ kind }) => kind === "continue"),
            id,
          ).toBe(true);
      }
    } finally {
      await http.close();
      await server.close();
    }
  });
});
