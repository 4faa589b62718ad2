import { createReadStream, existsSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { readTraces } from "@/formats";
import { bestOfNReducer, type PoolSample, passAtK } from "@/measure";

const file = path.join(
  process.env.PLUMBLINE_SHARED ?? "../shared",
  "data/traces/qwen25math-maj8/math_cot_100.jsonl",
);

/** Samples with the file's own verdicts and scores, by problem. */
async function pools(): Promise<PoolSample[][]> {
  const byLine = new Map<number, PoolSample[]>();
  for await (const item of readTraces(createReadStream(file))) {
    if (item.kind !== "sample") continue;
    const { imported, score } = item.sample;
    const correct = imported?.correct === true;
    const one: PoolSample = {
      outcome: correct ? "correct" : "incorrect",
      answerClass: 0,
      tokens: null,
      score: score ?? null,
    };
    byLine.set(item.line, [...(byLine.get(item.line) ?? []), one]);
  }
  return [...byLine.values()];
}

const percent = (values: readonly number[]) =>
  Number(((100 * values.reduce((sum, value) => sum + value, 0)) / values.length).toFixed(6));

describe("the 8-sample Qwen2.5-Math set", () => {
  it("gives the pass@1, pass@8 and best-of-8 that others counted", async ({ skip }) => {
    if (!existsSync(file)) return skip("the shared data is absent; set PLUMBLINE_SHARED");
    const problems = await pools();
    expect(problems.map((samples) => samples.length)).toEqual(Array.from({ length: 100 }, () => 8));
    const passing = (k: number) =>
      percent(
        problems.map((samples) => {
          const correct = samples.filter(({ outcome }) => outcome === "correct").length;
          return passAtK(samples.length, correct, k) ?? 0;
        }),
      );
    const options = {
      mostTerms: 1,
      subsets: 1,
      random: () => {
        throw new Error("one subset of eight needs no draw");
      },
    };
    const best = problems.map((samples) => bestOfNReducer.expectation(samples, 8, options)?.value ?? 0);
    expect([passing(1), passing(8), percent(best)]).toEqual([91, 96, 94]);
  });
});
