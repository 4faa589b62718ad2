import { describe, expect, it } from "vitest";
import { SUBTHOUGHT_MARKERS } from "@/catalog/methods/subthought-markers";
import { evenlySpaced, splitSubthoughts } from "./split-subthoughts";
import { runMethod } from "./testing/run-method";
import { scriptedEngine } from "./testing/scripted-engine";

const OPTIONS = { markers: SUBTHOUGHT_MARKERS, atBoundary: true, minChars: 0 };
const starts = (text: string, options = {}) =>
  splitSubthoughts(text, { ...OPTIONS, ...options }).map(({ marker }) => marker);

describe("splitSubthoughts", () => {
  it("cuts before markers and loses nothing", () => {
    const text = "Okay, x. Wait, y. But wait, z.";
    const pieces = splitSubthoughts(text, OPTIONS);
    expect(pieces.map(({ marker }) => marker)).toEqual(["Okay", "Wait", "But wait"]);
    expect(pieces.map((piece) => piece.text).join("")).toBe(text);
    expect(pieces.map(({ start }) => start)).toEqual([0, 9, 18]);
  });

  it("knows 32 markers, takes the longest, and both apostrophes", () => {
    expect(new Set(SUBTHOUGHT_MARKERS).size).toBe(32);
    expect(starts("a. Let me double-check b. Let me c.")).toEqual([null, "Let me double-check", "Let me"]);
    expect(starts("a. That’s correct b. Let's see c.")).toEqual([null, "That’s correct", "Let's see"]);
  });

  it("takes whole words only, unless told otherwise", () => {
    expect(starts("a. Some b. Firstly c. xWait d. So e.")).toEqual([null, "So"]);
    expect(starts("a. Some", { atBoundary: false })).toEqual([null, "So"]);
  });

  it("leaves leading white space with the first piece and merges short pieces when asked", () => {
    expect(starts("\nOkay, x. Wait, y.")).toEqual(["Okay", "Wait"]);
    expect(starts("Okay, x. Wait, y. So z.", { minChars: 10 })).toEqual(["Okay", "So"]);
    expect(starts("nothing here")).toEqual([null]);
    expect(starts("")).toEqual([null]);
  });
});

describe("evenlySpaced", () => {
  it("keeps the last", () => {
    expect(evenlySpaced(3, 5)).toEqual([0, 1, 2]);
    expect(evenlySpaced(10, 3)).toEqual([3, 6, 9]);
    expect(evenlySpaced(10, 1)).toEqual([9]);
  });
});

const TRACE = "<think>\nOkay, 3*4=12. Wait, 12-5=8. So 8.</think>\n\\boxed{8}";

describe("subthought", () => {
  /** Answers of the uncut trace, then of the three cuts. */
  const play = (answers: string[]) =>
    scriptedEngine(({ kind, count }) =>
      kind === "generate" ? TRACE : ` on.</think>\n${answers[count - 2] ?? ""}`,
    );

  it("goes on from every cut with thinking left open, and takes the most frequent answer", async () => {
    const engine = play(["\\boxed{7}", "\\boxed{7.0}", "\\boxed{8}"]);
    const report = await runMethod("subthought", engine);
    expect(engine.calls.map(({ prefix }) => prefix)).toEqual([
      "",
      "<think>\nOkay, 3*4=12. ",
      "<think>\nOkay, 3*4=12. Wait, 12-5=8. ",
      "<think>\nOkay, 3*4=12. Wait, 12-5=8. So 8.",
    ]);
    expect(engine.calls.map(({ sampling }) => sampling.temperature)).toEqual([0, 0, 0, 0]);
    expect(report.trace.response).toBe("<think>\nOkay, 3*4=12.  on.</think>\n\\boxed{7}");
    expect(report.trace.artifacts).toMatchObject({
      answer: "7",
      lastAnswer: "8",
      modeAnswer: "7",
      modeShare: 2 / 3,
      settledFrom: 2,
      subthoughts: [
        { index: 0, startChar: 0, marker: "Okay", answer: "7" },
        { marker: "Wait" },
        { marker: "So" },
      ],
    });
    expect(report.trace.artifacts.entropyBits).toBeCloseTo(0.918296, 6);
  });

  it("takes the earliest on ties and counts what has no answer as an answer of its own", async () => {
    const tie = await runMethod("subthought", play(["", "\\boxed{7}", "\\boxed{8}"]));
    expect(tie.trace.artifacts).toMatchObject({ modeAnswer: "7" });
    expect(tie.trace.artifacts.entropyBits).toBeCloseTo(Math.log2(3), 6);
    const none = await runMethod("subthought", play([]));
    expect(none.trace).toMatchObject({ response: TRACE, artifacts: { modeAnswer: null, entropyBits: 0 } });
  });

  it("samples diverse completions and says when it left cuts out", async () => {
    const engine = play(["\\boxed{7}"]);
    const params = { completion: "diverse", maxSubthoughts: 1, maxNewTokens: 50 };
    const report = await runMethod("subthought", engine, { params });
    expect(
      engine.calls.map(({ sampling }) => [sampling.temperature, sampling.topP, sampling.maxTokens]),
    ).toEqual([
      [0, 1, 50],
      [1, 0.95, 50],
    ]);
    expect(report.trace.artifacts).toMatchObject({ pieces: 3, subsampled: true, modeAnswer: "7" });
  });
});
