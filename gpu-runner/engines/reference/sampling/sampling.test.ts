import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AnswerText } from "./answer-text";
import { logSum, topTokens } from "./log-probabilities";
import { pickToken } from "./pick-token";
import { seededDraw } from "./seeded-draw";

const plain = { temperature: 1, topP: 1, topK: 0, minP: 0, maxTokens: 10, seed: 0 };
const logits = Float32Array.from([0, 2, 1, -1]);

function shares(sampling: typeof plain, bias: ReadonlyMap<number, number> | null = null): number[] {
  const draw = seededDraw(5);
  const counts = [0, 0, 0, 0];
  const rounds = 20_000;
  for (let round = 0; round < rounds; round += 1) {
    const id = pickToken(logits, sampling, bias, draw);
    counts[id] = (counts[id] ?? 0) + 1;
  }
  return counts.map((count) => count / rounds);
}

function expectShares(measured: readonly number[], scores: readonly number[]): void {
  const total = scores.reduce((sum, score) => sum + score, 0);
  measured.forEach((share, id) => {
    expect(Math.abs(share - (scores[id] ?? 0) / total)).toBeLessThan(0.015);
  });
}

describe("pickToken", () => {
  it("draws in proportion to exp(logit / temperature)", () => {
    expectShares(shares(plain), [1, Math.exp(2), Math.exp(1), Math.exp(-1)]);
    expectShares(shares({ ...plain, temperature: 2 }), [1, Math.exp(1), Math.exp(0.5), Math.exp(-0.5)]);
  });

  it("cuts by top-k, top-p and min-p after the temperature", () => {
    expectShares(shares({ ...plain, topK: 2 }), [0, Math.exp(2), Math.exp(1), 0]);
    expectShares(shares({ ...plain, topP: 0.7 }), [0, Math.exp(2), Math.exp(1), 0]);
    expectShares(shares({ ...plain, topP: 0.6 }), [0, 1, 0, 0]);
    expectShares(shares({ ...plain, minP: 0.2 }), [0, Math.exp(2), Math.exp(1), 0]);
  });

  it("adds the bias first, and takes the largest at temperature 0", () => {
    expectShares(shares(plain, new Map([[3, 3]])), [1, Math.exp(2), Math.exp(1), Math.exp(2)]);
    const greedy = { ...plain, temperature: 0 };
    expect(pickToken(logits, greedy, null, () => 0.99)).toBe(1);
    expect(pickToken(logits, greedy, new Map([[1, -100]]), () => 0.99)).toBe(2);
    expect(pickToken(Float32Array.from([1, 1]), greedy, null, () => 0.99)).toBe(0);
  });
});

describe("seededDraw", () => {
  it("spreads the first draws of small seeds (they once were all close to 1)", () => {
    const first = Array.from({ length: 2000 }, (_, seed) => seededDraw(seed)());
    expect(first.filter((value) => value < 0.5).length).toBeGreaterThan(900);
    expect(first.filter((value) => value < 0.5).length).toBeLessThan(1100);
    expect(seededDraw(7)()).toBe(seededDraw(7)());
  });
});

describe("log-probabilities", () => {
  it("sum to one and come in order", () => {
    const top = topTokens(logits, 4);
    expect(top.map(({ id }) => id)).toEqual([1, 2, 0, 3]);
    expect(top.reduce((sum, { logprob }) => sum + Math.exp(logprob), 0)).toBeCloseTo(1, 6);
    expect(top[0]?.logprob).toBeCloseTo(2 - logSum(logits), 6);
  });
});

describe("AnswerText", () => {
  const cut = (text: string, stops: readonly string[]) => {
    const ends = stops
      .filter((stop) => stop !== "")
      .flatMap((stop) => (text.includes(stop) ? [text.indexOf(stop)] : []));
    return ends.length === 0 ? text : text.slice(0, Math.min(...ends));
  };

  it("releases the text before the first stop, whatever the pieces", () => {
    const texts = fc.string({ unit: fc.constantFrom("a", "b", "é", "三", "\n") });
    const stops = fc.array(fc.string({ unit: fc.constantFrom("a", "b", "\n"), maxLength: 3 }), {
      maxLength: 2,
    });
    fc.assert(
      fc.property(texts, stops, fc.integer({ min: 1, max: 3 }), (text, stop, size) => {
        const answer = new AnswerText(stop);
        const bytes = new TextEncoder().encode(text);
        let released = "";
        for (let at = 0; at < bytes.length; at += size) released += answer.add(bytes.subarray(at, at + size));
        released += answer.end();
        // Tokens arrive one by one, so only a stop that lies wholly in the text seen so far can end it.
        const found = stop.some((one) => one !== "" && text.includes(one));
        expect(answer.stopped).toBe(found);
        if (size === 1) expect(released).toBe(cut(text, stop));
        else expect(text.startsWith(released)).toBe(true);
        expect(answer.text).toBe(released);
      }),
    );
  });
});
