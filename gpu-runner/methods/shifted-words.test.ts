import { describe, expect, it } from "vitest";
import type { Engine, LogitBias } from "../engines/engine";
import { waveAt } from "./cyclic-wave";
import { runMethod } from "./testing/run-method";
import { scriptedEngine } from "./testing/scripted-engine";
import { windowedPenalty } from "./tip";

const VOCABULARY = [
  "a",
  "wait",
  " wait",
  "but",
  "Alternatively",
  "alternatively",
  "</think",
  ">",
  "\\boxed{7}",
];

/** Writes the given tokens whatever is added to their logits, and keeps what was added before each. */
function writer(written: readonly string[]): Engine & { added: (LogitBias | null)[] } {
  const added: (LogitBias | null)[] = [];
  const ids = (text: string): number[] => {
    const id = VOCABULARY.indexOf(text);
    return id >= 0 ? [id] : [...text].map((letter) => 1000 + letter.charCodeAt(0));
  };
  const base = scriptedEngine(() => written.join(""), ["chat", "prefix.tokens", "logit.dynamic"]);
  return {
    ...base,
    added,
    tokenize: async (text) => ids(text),
    async generate(prompt, sampling, options = {}) {
      const tokens = written.flatMap(ids);
      for (let at = 0; at < tokens.length; at++) {
        added.push(typeof options.bias === "function" ? options.bias(tokens.slice(0, at)) : null);
      }
      return { ...(await base.generate(prompt, sampling, options)), tokens };
    },
  };
}

const amounts = (engine: { added: (LogitBias | null)[] }) =>
  engine.added.map((bias) => [...(bias?.values() ?? [])][0] ?? 0);

describe("waveAt", () => {
  it("is the authors' triangle", () => {
    const wave = { amplitude: 5, periodTokens: 600, shift: 0 };
    const times = [0, 75, 150, 300, 450, 525, 600, 750];
    expect(times.map((t) => waveAt(t, wave) + 0)).toEqual([0, 2.5, 5, 0, -5, -2.5, 0, 5]);
    expect(waveAt(0, { ...wave, shift: 0.25 })).toBe(5);
  });
});

describe("cyclic-reflex", () => {
  it("adds the wave to the words that are one token, until thinking ends", async () => {
    const engine = writer(["a", "wait", "a", "but", "</think", ">", "\\boxed{7}"]);
    const report = await runMethod("cyclic-reflex", engine, { params: { periodTokens: 4, amplitude: 2 } });
    expect(amounts(engine)).toEqual([0, 2, 0, -2, 0, 0, 0]);
    const [wait, but, alternatively] = ["wait", "but", "Alternatively"].map((word) =>
      VOCABULARY.indexOf(word),
    );
    expect([...(engine.added[1]?.keys() ?? [])]).toEqual([wait, but, alternatively]);
    expect(report.trace.artifacts).toMatchObject({
      exact: true,
      words: ["wait", "but", "Alternatively"],
      leftOut: ["Wait", "But"],
      thinkingTokens: 4,
      places: [
        { position: 1, word: "wait", added: 2 },
        { position: 3, word: "but", added: -2 },
      ],
      wordsPer1000: 500,
    });
  });

  it("keeps to its range and to words with a space only when told", async () => {
    const engine = writer(["a", " wait", "a", "a", "a", "a"]);
    const params = { periodTokens: 4, amplitude: 2, activeFrom: 2, activeTo: 4, includeSpaceVariants: true };
    const report = await runMethod("cyclic-reflex", engine, { params });
    expect(amounts(engine)).toEqual([0, 0, 0, -2, 0, 0]);
    expect(report.trace.artifacts.places).toMatchObject([{ position: 1, word: " wait", added: 0 }]);
  });

  it("fails where none of its words is a token, and says what to do", async () => {
    const report = await runMethod("cyclic-reflex", writer(["a"]), { params: { words: ["zebra"] } });
    expect(report.fault).toMatchObject({ kind: "infra_error", code: "method_failed" });
    expect(report.fault?.message).toContain("set includeSpaceVariants");
  });
});

describe("tip", () => {
  it("penalises switching for a while after each thought began", async () => {
    const engine = writer(["a", "a", "a", "alternatively", "a", "a", "a"]);
    const report = await runMethod("tip", engine, { params: { alpha: 3, beta: 2 } });
    expect(amounts(engine)).toEqual([-3, -3, 0, 0, -3, 0, 0]);
    expect(report.trace.artifacts).toMatchObject({ words: ["alternatively", "Alternatively"] });
    expect(windowedPenalty(3, 2)(1, [])).toBe(-3);
  });

  it("shifts reflection words all the time in its simple form", async () => {
    const engine = writer(["a", "wait", "</think", ">", "a"]);
    await runMethod("tip", engine, { params: { mode: "constant", delta: -3 } });
    expect(amounts(engine)).toEqual([-3, -3, -3, 0, 0]);
  });
});
