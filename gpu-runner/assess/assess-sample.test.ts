import { describe, expect, it } from "vitest";
import { methodCard } from "@/catalog/methods";
import { EngineError } from "../engines/engine-error";
import { answerContext } from "../judge/answer-context";
import { assessorCode } from "../methods";
import { memoryJournal, PROBLEM } from "../methods/testing/run-method";
import { type EngineScript, scriptedEngine } from "../methods/testing/scripted-engine";
import { assessmentsOf, assessSample } from "./assess-sample";

const SOLUTION = {
  response: "<think>12 pens. 7 left? Wait.</think>12 pens.\n\n12 - 5 = 7.\n\nSo \\boxed{7}.",
  reasoning: null,
};
const SAMPLING = { temperature: 1, topP: 1, topK: 0, minP: 0, maxTokens: 200, seed: 0 };

/** Assesses one sample as a runner does. */
async function assess(
  id: string,
  script: EngineScript,
  more: { params?: Record<string, unknown>; journal?: ReturnType<typeof memoryJournal>; text?: string } = {},
) {
  const engine = scriptedEngine(script);
  const card = methodCard(id);
  const assessor = assessorCode(id);
  if (card === null || assessor === null || card.assessments?.from !== "made") throw new Error(`no ${id}`);
  const params = card.params.parse(more.params ?? {});
  const wanted = card.assessments.perSample(params);
  const role = { engine, sampling: SAMPLING };
  const solution = { ...SOLUTION, response: more.text ?? SOLUTION.response };
  const report = await assessSample(
    { assessor, params, solution, wanted },
    {
      problem: PROBLEM,
      item: { problemId: PROBLEM.id, sample: 0 },
      prompt: { instruction: "Box it.", system: null },
      roles: { verifier: role, summariser: role },
      runSeed: "assessor",
      journal: more.journal ?? memoryJournal(),
      answer: answerContext(PROBLEM, {}),
      signal: new AbortController().signal,
    },
  );
  return { engine, reports: assessmentsOf(report, wanted) };
}

describe("assessing one sample", () => {
  it("asks Heimdall's verifier about the text after the thinking, with a seed for every vote", async () => {
    const replies = ["<verdict>1</verdict>", "hm", "I see <verdict>0</verdict>"];
    const { engine, reports } = await assess("heimdall", ({ count }) => replies[count - 1] ?? "", {
      params: { votes: 3, verifierTokens: 50, verifierTemperature: 0.8 },
    });
    expect(reports.map(({ value, label }) => [value, label])).toEqual([
      [1, "1"],
      [null, null],
      [0, "0"],
    ]);
    const [first] = engine.calls;
    expect(first?.asked).toContain(PROBLEM.statement);
    expect(first?.asked).toContain("12 - 5 = 7.");
    expect(first?.asked).not.toContain("Wait");
    expect(new Set(engine.calls.map(({ sampling }) => sampling.seed)).size).toBe(3);
    expect(first?.sampling).toMatchObject({ temperature: 0.8, maxTokens: 50 });
    expect(reports.map(({ calls }) => calls.map(({ index }) => index))).toEqual([[0], [1], [2]]);
    expect(reports.map(({ promptTokens }) => promptTokens)).toEqual([10, 10, 10]);
    expect(reports[1]?.calls[0]?.request).toEqual({ sampling: expect.anything() });
  });

  it("lets OPV look for the first wrong step among paragraphs, or among steps of a summary", async () => {
    const plain = await assess("opv", () => "\\box{STEP1} 5 is wrong", { params: { votes: 2 } });
    expect(plain.engine.calls[0]?.asked).toContain("STEP0: 12 pens.\n\nSTEP1: 12 - 5 = 7.\n\nSTEP2: So");
    expect(plain.reports.map(({ value, label }) => [value, label])).toEqual([
      [0, "STEP1"],
      [0, "STEP1"],
    ]);
    const summed = await assess(
      "opv",
      ({ count }) => (count === 1 ? "Twelve.\n---\nSeven." : count === 2 ? "\\box{STEP-1}" : "\\box{STEP2}"),
      { params: { votes: 2, resummarise: true } },
    );
    expect(summed.engine.calls[0]?.asked).toContain("7 left? Wait.");
    expect(summed.engine.calls[1]?.asked).toContain("STEP0: Twelve.\n\nSTEP1: Seven.");
    // Two steps: a third one is out of range. The summary belongs to the first assessment.
    expect(summed.reports.map(({ value, calls }) => [value, calls.length])).toEqual([
      [1, 2],
      [null, 1],
    ]);
  });

  it("makes no call about a sample without text, and says why where calls fail", async () => {
    const empty = await assess("heimdall", () => "never", { params: { votes: 2 }, text: " " });
    expect(empty.engine.calls).toHaveLength(0);
    expect(empty.reports.map(({ value, label, promptTokens }) => [value, label, promptTokens])).toEqual([
      [null, "no text", 0],
      [null, "no text", 0],
    ]);
  });

  it.each(["heimdall", "opv"])(
    "%s killed in any call repeats only that call and ends the same",
    async (id) => {
      const script: EngineScript = ({ sampling }) =>
        `Well. <verdict>${sampling.seed % 2}</verdict> \\box{STEP${(sampling.seed % 3) - 1}}`;
      const params = { votes: 40, ...(id === "opv" ? { resummarise: true } : {}) };
      const whole = await assess(id, script, { params });
      for (const kill of [1, 2, 40]) {
        const journal = memoryJournal();
        const dying: EngineScript = (call) => {
          if (call.count === kill) throw new EngineError("unreachable", "killed");
          return script(call);
        };
        await expect(assess(id, dying, { params, journal })).rejects.toThrow("killed");
        const resumed = await assess(id, script, { params, journal });
        expect(resumed.engine.calls).toHaveLength(whole.engine.calls.length - kill + 1);
        expect(JSON.stringify(resumed.reports)).toBe(JSON.stringify(whole.reports));
      }
    },
  );
});
