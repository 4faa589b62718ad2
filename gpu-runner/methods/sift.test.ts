import { describe, expect, it } from "vitest";
import { parseNote } from "./sift-note";
import { runMethod } from "./testing/run-method";
import { type ScriptedCall, scriptedEngine } from "./testing/scripted-engine";

const note = (name: string) => `**Conditions:**\n1. fact ${name}\n\n**Question:**\nHow many?`;

/** What a call is for, told by what it holds. */
function purpose({ asked }: ScriptedCall): string {
  if (asked.includes("Work out which problem it solves")) return "infer";
  if (asked.includes("repair the note")) return "repair";
  if (asked.includes("Write a note")) return "write";
  const from = /fact (\w+)/.exec(asked)?.[1];
  if (from === undefined) return "Q";
  return asked.includes("Ada has") ? `QS ${from}` : `S ${from}`;
}

/** Answers by purpose; notes are named after their stage. */
function play(answers: Record<string, string>) {
  const asked: string[] = [];
  let repairs = 0;
  const engine = scriptedEngine((call) => {
    const kind = purpose(call);
    asked.push(kind);
    if (kind === "write") return answers.write ?? `\`\`\`\n${note("one")}\n\`\`\``;
    if (kind === "repair") return note(["two", "three"][repairs++] ?? "more");
    if (kind === "infer") return note("inferred");
    return `\\boxed{${answers[kind] ?? "0"}}`;
  });
  return { engine, asked };
}

describe("sift", () => {
  it("returns the answer from problem and note as soon as the note alone agrees", async () => {
    const { engine, asked } = play({ Q: "6", "S one": "7", "QS one": "7.0" });
    const report = await runMethod("sift", engine);
    expect(asked).toEqual(["Q", "write", "S one", "QS one"]);
    expect(report.trace).toMatchObject({ response: "\\boxed{7.0}", artifacts: { exit: 1, plain: "6" } });
  });

  it("repairs the note, then infers it from the solution with the repaired one", async () => {
    const answers = { Q: "6", "S one": "1", "S two": "2", "QS two": "9", "S three": "7", "QS three": "7" };
    const { engine, asked } = play(answers);
    const report = await runMethod("sift", engine);
    expect(asked).toEqual([
      ...["Q", "write", "S one", "QS one"],
      ...["repair", "S two", "QS two"],
      ...["infer", "repair", "S three", "QS three"],
    ]);
    expect(engine.calls[7]?.asked).toContain("Solution:\n\\boxed{9}");
    expect(report.trace.response).toBe("\\boxed{7}");
    expect(report.trace.artifacts).toMatchObject({
      exit: 3,
      stages: [
        { stage: 1, agree: false, answer: "6" },
        { stage: 2, answerFromNote: "2", answerFromBoth: "9", agree: false, answer: "6" },
        { stage: 3, agree: true, answer: "7", inferredNote: note("inferred") },
      ],
    });
  });

  it("falls back to the plain answer, and takes a note that cannot be read for no agreement", async () => {
    const { engine, asked } = play({ Q: "6", write: "no note", "S two": "1", "S three": "2" });
    const report = await runMethod("sift", engine);
    expect(asked.slice(0, 3)).toEqual(["Q", "write", "repair"]);
    expect(report.trace).toMatchObject({ response: "\\boxed{6}", artifacts: { exit: "fallback" } });
  });

  it("stops after the stages that it was given", async () => {
    const { engine, asked } = play({ "S one": "1" });
    await runMethod("sift", engine, { params: { stages: 1, stickerFewShot: false } });
    expect(asked).toHaveLength(4);
    expect(engine.calls[1]?.asked).not.toContain("baker");
  });

  it.each([
    ["s_if_eq_q_else_qs", { Q: "7", "S one": "7", "QS one": "1" }, "7", 1],
    ["s_if_eq_q_else_qs", { Q: "7", "S one": "6", "QS one": "1" }, "1", "fallback"],
    ["q_if_eq_qs_else_s", { Q: "7", "S one": "1", "QS one": "7" }, "7", 1],
    ["q_if_eq_qs_else_s", { Q: "7", "S one": "1", "QS one": "6" }, "1", "fallback"],
  ])("compares other answers under %s", async (cpStrategy, answers, expected, exit) => {
    const { engine } = play(answers);
    const report = await runMethod("sift", engine, { params: { stages: 1, cpStrategy } });
    expect(report.trace).toMatchObject({ response: `\\boxed{${expected}}`, artifacts: { exit } });
  });
});

describe("parseNote", () => {
  it("takes the form alone, without fence and surroundings", () => {
    const text = "Here it is:\n```markdown\n**Conditions:**\n1. a\n2) b\n\n**Question:**\nWhat?\n```";
    expect(parseNote(text)).toBe("**Conditions:**\n1. a\n2. b\n\n**Question:**\nWhat?");
    expect(parseNote("**Conditions:**\n\n**Question:**\nWhat?")).toBeNull();
    expect(parseNote("**Conditions:**\n1. a\n\n**Question:**\n")).toBeNull();
  });
});
