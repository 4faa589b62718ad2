import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { generateBenchmark } from "@/catalog/bundled";
import { messageSchema } from "@/contracts/sample";
import { BUNDLED_MODEL } from "../../reference-model/bundled-model";
import { cardText } from "../../reference-model/evaluation/card-text";
import { manifestSchema } from "../../reference-model/evaluation/manifest";
import { ReferenceEngine } from "./reference-engine";

const here = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8");
const engine = new ReferenceEngine({ path: BUNDLED_MODEL.path, model: BUNDLED_MODEL.name, threads: 2 });
afterAll(() => engine.close());

// A busy machine needs longer than the usual limit.
const patientMs = 120_000;
const sampling = { temperature: 1, topP: 1, topK: 0, minP: 0, maxTokens: 160, seed: 0 };
const fixtureSchema = z.array(
  z.object({ messages: z.array(messageSchema), promptTokens: z.number(), text: z.string() }),
);

describe("the shipped model", () => {
  it("is the file that manifest and card describe", () => {
    const manifest = manifestSchema.parse(JSON.parse(here("../../reference-model/manifest.json")));
    const bytes = readFileSync(BUNDLED_MODEL.path);
    expect(createHash("sha256").update(bytes).digest("hex")).toBe(manifest.sha256);
    expect(here("../../reference-model/CARD.md")).toBe(cardText(manifest));
  });

  it(
    "answers greedily as PyTorch does, on 100 prompts of up to 600 tokens",
    async () => {
      const fixture = fixtureSchema.parse(JSON.parse(here("./fixtures/greedy.json")));
      expect(fixture).toHaveLength(100);
      expect(Math.max(...fixture.map(({ promptTokens }) => promptTokens))).toBeGreaterThan(500);
      const answers = await Promise.all(
        fixture.map(({ messages }) => engine.generate({ messages }, { ...sampling, temperature: 0 })),
      );
      expect(answers.map(({ text, promptTokens }) => ({ text, promptTokens }))).toEqual(
        fixture.map(({ text, promptTokens }) => ({ text, promptTokens })),
      );
    },
    patientMs,
  );

  it(
    "samples the same text for a seed at 1, 8 and 32 sequences and in any order",
    async () => {
      const jobs = generateBenchmark({ size: 24 }).problems.map(({ statement, ordinal }) => ({
        seed: ordinal,
        prompt: { messages: [{ role: "user" as const, content: statement }] },
      }));
      const texts = async (sequences: number, order: typeof jobs) => {
        const other = new ReferenceEngine({ path: BUNDLED_MODEL.path, model: "same", threads: 1, sequences });
        const results = await Promise.all(
          order.map(async ({ seed, prompt }) => ({
            seed,
            text: (await other.generate(prompt, { ...sampling, seed })).text,
          })),
        );
        await other.close();
        return results.sort((left, right) => left.seed - right.seed).map(({ text }) => text);
      };
      const expected = await texts(1, jobs);
      expect(new Set(expected).size).toBe(jobs.length);
      expect(await texts(8, jobs)).toEqual(expected);
      expect(await texts(32, jobs.toReversed())).toEqual(expected);
    },
    patientMs,
  );
});
