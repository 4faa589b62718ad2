import { describe, expect, it } from "vitest";
import { generateBenchmark } from "@/catalog/bundled";
import { createTrustedHttp } from "@/net";
import { verifyAnswer } from "@/verify";
import { createOpenAiEngine } from "../engines/openai/openai-engine";
import { probeEndpoint } from "../engines/openai/probe";
import { SOLVER_LABEL, SOLVER_MODEL } from "./noisy-solver-source";
import { serveSolver } from "./serve-solver";

const INSTRUCTION = "Put your final answer in \\boxed{}.";
const SAMPLING = { temperature: 1, topP: 1, topK: 0, minP: 0, maxTokens: 512, seed: 1 };

async function solver(errorRate: number) {
  const server = await serveSolver({ port: 0, errorRate });
  const http = createTrustedHttp();
  const engine = createOpenAiEngine({ http, url: server.url, apiKey: null, model: SOLVER_MODEL });
  const ask = (statement: string, sampling: Partial<typeof SAMPLING> = {}) =>
    engine.generate(
      { messages: [{ role: "user", content: `${statement}\n\n${INSTRUCTION}` }] },
      { ...SAMPLING, ...sampling },
    );
  return {
    ask,
    server,
    http,
    async [Symbol.asyncDispose]() {
      await http.close();
      await server.close();
    },
  };
}

async function shareCorrect(errorRate: number, repeats: number): Promise<number> {
  await using one = await solver(errorRate);
  const { problems } = generateBenchmark({ seed: 5, size: 40 });
  let correct = 0;
  for (let seed = 0; seed < repeats; seed++) {
    for (const problem of problems) {
      const { text } = await one.ask(problem.statement, { seed });
      const { outcome } = verifyAnswer({ text, gold: problem.gold, kind: "integer" });
      if (outcome === "correct") correct++;
    }
  }
  return correct / (repeats * problems.length);
}

describe("noisy solver", () => {
  it("solves every bundled problem without noise, and fewer with more", async () => {
    expect(await shareCorrect(0, 1)).toBe(1);
    const some = await shareCorrect(0.2, 4);
    expect(some).toBeGreaterThan(0.25);
    expect(some).toBeLessThan(0.85);
    expect(await shareCorrect(1, 1)).toBeLessThan(0.25);
  });

  it("gives the same text for the same seed, other texts for others, one text at temperature 0", async () => {
    await using one = await solver(0.4);
    const [problem] = generateBenchmark({ seed: 9, size: 40 }).problems.slice(-1);
    const texts = async (sampling: (seed: number) => Partial<typeof SAMPLING>) => {
      const all = Array.from({ length: 12 }, (_, seed) => one.ask(problem?.statement ?? "", sampling(seed)));
      return new Set((await Promise.all(all)).map((result) => result.text));
    };
    expect((await texts(() => ({ seed: 3 }))).size).toBe(1);
    expect((await texts((seed) => ({ seed }))).size).toBeGreaterThan(2);
    expect((await texts((seed) => ({ seed, temperature: 0 }))).size).toBe(1);
  });

  it("reports its tokens and stops at the limit", async () => {
    await using one = await solver(0);
    const [problem] = generateBenchmark({ seed: 9, size: 40 }).problems;
    const whole = await one.ask(problem?.statement ?? "");
    expect(whole).toMatchObject({ finishReason: "stop", tokenSource: "measured" });
    const cut = await one.ask(problem?.statement ?? "", { maxTokens: 3 });
    expect(cut).toMatchObject({ finishReason: "length", completionTokens: 3 });
    expect(whole.text.startsWith(cut.text)).toBe(true);
  });

  it("says what it is, and that it does not know other problems", async () => {
    await using one = await solver(0);
    const probe = await probeEndpoint({
      http: one.http,
      url: one.server.url,
      apiKey: null,
      model: SOLVER_MODEL,
    });
    expect(probe).toMatchObject({ ok: true, server: SOLVER_LABEL, models: [SOLVER_MODEL] });
    // Its seeds show on bundled problems only; to the probe's own question it says one and the same.
    expect(probe.capabilities).toContain("chat");
    expect(probe.capabilities).not.toContain("seed");
    expect((await one.ask("Prove the Riemann hypothesis.")).text).toContain("not a problem of the bundled");
  });
});
