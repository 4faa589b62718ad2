import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SampleLedger } from "./sample-ledger";

describe("SampleLedger", () => {
  it("agrees with a plain set on what is doubled, and with counting on what is even", () => {
    const pair = fc.record({
      problem: fc.constantFrom("a", "b", "c"),
      sample: fc.integer({ min: 0, max: 3 }),
    });
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 20 }), (pairs) => {
        const ledger = new SampleLedger();
        const seen = new Set<string>();
        for (const { problem, sample } of pairs) {
          expect(ledger.add(problem, sample)).toBe(!seen.has(`${problem}:${sample}`));
          seen.add(`${problem}:${sample}`);
        }
        const samples = new Map<string, number[]>();
        for (const key of seen) {
          const [problem = "", sample] = key.split(":");
          samples.set(problem, [...(samples.get(problem) ?? []), Number(sample)]);
        }
        const sets = [...samples.values()].map((list) => list.sort((x, y) => x - y).join());
        const whole = [...samples.values()].every((list) => list.every((sample, index) => sample === index));
        const even = sets.length > 0 && whole && new Set(sets).size === 1;
        expect(ledger.samplesPerProblem).toBe(even ? (samples.values().next().value?.length ?? null) : null);
        expect(ledger.ragged(10).length > 0).toBe(seen.size > 0 && !even);
        expect(ledger.problems).toBe(samples.size);
      }),
    );
  });
});
