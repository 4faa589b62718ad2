import { describe, expect, it } from "vitest";
import { runMethod } from "./testing/run-method";
import { scriptedEngine } from "./testing/scripted-engine";

const WORDS = "one two three four five \\boxed{7}".split(" ");

/** Writes the next words of one long answer, wherever it was cut. */
const writer = () =>
  scriptedEngine(({ prefix }) => {
    const written = prefix === "" ? 0 : prefix.trim().split(/\s+/).length;
    return WORDS.slice(written)
      .map((word) => ` ${word}`)
      .join("");
  });

describe("segmented", () => {
  it("goes on in segments until the answer ends", async () => {
    const engine = writer();
    const report = await runMethod("segmented", engine, { params: { segmentTokens: 2 } });
    expect(engine.calls.map(({ prefix }) => prefix)).toEqual(["", " one two", " one two three four"]);
    expect(report.trace).toMatchObject({
      response: " one two three four five \\boxed{7}",
      artifacts: {
        answer: "7",
        finished: true,
        continuedBy: "text",
        segments: [
          { tokens: 2, finishReason: "length" },
          { tokens: 2, finishReason: "length" },
          { tokens: 2, finishReason: "stop" },
        ],
      },
    });
    expect(report.finishReason).toBe("stop");
  });

  it("stops at the longest answer allowed", async () => {
    const engine = writer();
    const report = await runMethod("segmented", engine, { params: { segmentTokens: 2, maxTokens: 3 } });
    expect(engine.calls.map(({ sampling }) => sampling.maxTokens)).toEqual([2, 1]);
    expect(report).toMatchObject({ finishReason: "length", trace: { artifacts: { finished: false } } });
  });
});
