import { describe, expect, it } from "vitest";
import { METHOD_CARDS } from "@/catalog/methods";
import { EngineError } from "../engines/engine-error";
import { memoryJournal, PROBLEM, runMethod } from "./testing/run-method";
import { type EngineScript, scriptedEngine } from "./testing/scripted-engine";

const NOTE = `**Conditions:**\n1. a fact\n\n**Question:**\nHow many?`;

/** Answers every method enough to let it make many calls; wrong notes and answers that never agree. */
const script: EngineScript = ({ count, asked, sampling }) => {
  if (/Write a note|repair the note|Work out which/.test(asked)) return NOTE;
  return `<think> Okay 12-5. Wait, 7. So ${count} is it.</think><answer>\\boxed{${sampling.seed % 97}}</answer>`;
};

/** Parameters under which a method makes more than one call. */
const BUSY: Record<string, Record<string, unknown>> = {
  "plan-then-act": { variant: "planQuality" },
  "budget-forcing": { numIgnore: 3 },
  "thinking-budget": { budgets: [1, 2, 3, 4] },
  segmented: { segmentTokens: 2, maxTokens: 12 },
};

/** Methods of one call that need a real tokenizer have tests of their own. */
const methods = METHOD_CARDS.filter(
  ({ kind, needs }) => kind === "generate" && !needs.includes("prefix.tokens"),
).map(({ id }) => id);

describe("a sample that is resumed", () => {
  it.each(methods)("%s repeats only the call in flight and ends the same", async (id) => {
    const params = BUSY[id] ?? {};
    const undisturbed = scriptedEngine(script);
    const whole = await runMethod(id, undisturbed, { params });
    expect(whole.fault).toBeNull();
    for (let kill = 1; kill <= undisturbed.calls.length; kill++) {
      const journal = memoryJournal();
      const killed = scriptedEngine((call) => {
        if (call.count === kill) throw new EngineError("unreachable", "killed");
        return script(call);
      });
      await expect(runMethod(id, killed, { params, journal })).rejects.toThrow("killed");
      const resumed = scriptedEngine((call) => script({ ...call, count: call.count + kill - 1 }));
      expect(await runMethod(id, resumed, { params, journal })).toEqual(whole);
      expect(resumed.calls).toHaveLength(undisturbed.calls.length - kill + 1);
    }
  });

  it.each(methods)(
    "%s makes the calls that its card says, and tells the statement to the model",
    async (id) => {
      const card = METHOD_CARDS.find((one) => one.id === id);
      const params = card?.params.parse(BUSY[id] ?? {}) ?? {};
      const engine = scriptedEngine(script);
      await runMethod(id, engine, { params });
      const [least, most] = card?.callsPerSample(params) ?? [0, 0];
      expect(engine.calls.length).toBeGreaterThanOrEqual(least);
      expect(engine.calls.length).toBeLessThanOrEqual(most);
      expect(engine.calls[0]?.asked).toContain(PROBLEM.statement);
    },
  );
});
