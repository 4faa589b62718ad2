import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { METHOD_CARDS } from "@/catalog/methods";
import { EngineError } from "../engines/engine-error";
import { openJournal } from "../journal/journal";
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

describe("a sample of 50 calls", () => {
  it("killed in the 40th goes on from its journal on disk, and replays from it without a call", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "journal-"));
    const trace = `<think>${Array.from({ length: 49 }, (_, index) => `So ${index}. `).join("")}</think>\\boxed{7}`;
    const long: EngineScript = (call) => (call.kind === "generate" ? trace : script(call));
    try {
      const whole = await runMethod("subthought", scriptedEngine(long));
      const first = await openJournal(folder, "run");
      const killed = scriptedEngine((call) => {
        if (call.count === 40) throw new EngineError("unreachable", "killed");
        return long(call);
      });
      await expect(runMethod("subthought", killed, { journal: first })).rejects.toThrow("killed");
      await first.close();
      const second = await openJournal(folder, "run");
      const resumed = scriptedEngine((call) => long({ ...call, count: call.count + 39 }));
      expect(await runMethod("subthought", resumed, { journal: second })).toEqual(whole);
      expect(resumed.calls).toHaveLength(11);
      const replayed = scriptedEngine(() => "never asked");
      const again = await runMethod("subthought", replayed, { journal: second });
      expect(JSON.stringify(again)).toBe(JSON.stringify(whole));
      expect(replayed.calls).toHaveLength(0);
      await second.close();
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
