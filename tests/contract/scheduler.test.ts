import { describe, expect, it } from "vitest";
import { drawLengths, type Policy, simulateRun } from "../support/simulated-run";

const SIZE = { problems: 30, samples: 16, slots: 64 };
const SEEDS = Array.from({ length: 10 }, (_, index) => index + 1);

/** Makespan over lower bound of every seed, in rising order. */
async function ratios(policy: Policy): Promise<number[]> {
  const found: number[] = [];
  for (const seed of SEEDS) {
    const lengths = drawLengths(seed, SIZE.problems, SIZE.samples);
    const { makespan, bound, most } = await simulateRun(lengths, { ...SIZE, policy });
    expect(makespan).toBeGreaterThanOrEqual(bound);
    expect(most).toBeLessThanOrEqual(SIZE.slots);
    found.push(makespan / bound);
  }
  return found.sort((a, b) => a - b);
}

const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;

describe("the scheduler on a virtual clock: 30 problems x 16 lognormal samples, 64 calls", () => {
  it("ends a run within 1.10 of the lower bound, the policies in the expected order", async () => {
    const fixed = await ratios("static shards");
    const first = await ratios("sample 0 first");
    const longest = await ratios("longest expected first");
    const [median, worst] = [longest[longest.length >> 1] ?? 0, longest.at(-1) ?? 0];
    console.log(
      `makespan / lower bound: mean ${mean(longest).toFixed(3)}, median ${median.toFixed(3)}, worst ${worst.toFixed(3)}`,
    );
    expect(mean(longest)).toBeLessThanOrEqual(1.1);
    expect(median).toBeLessThanOrEqual(1.1);
    expect(worst).toBeLessThanOrEqual(1.2);
    expect(mean(first)).toBeGreaterThan(mean(longest));
    expect(mean(fixed)).toBeGreaterThan(mean(first));
  });

  it("performs every sample once, sample 0 of every problem before all others", async () => {
    const lengths = drawLengths(7, SIZE.problems, SIZE.samples);
    const { order } = await simulateRun(lengths, { ...SIZE, policy: "longest expected first" });
    expect(new Set(order.map((item) => `${item.problemId}/${item.sample}`)).size).toBe(lengths.size);
    expect(order).toHaveLength(lengths.size);
    expect(order.slice(0, SIZE.problems).every((item) => item.sample === 0)).toBe(true);
  });
});
