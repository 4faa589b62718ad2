import { afterAll, describe, expect, it } from "vitest";
import type { JudgedProblem } from "@/contracts/runner";
import { extendClasses, verifyAnswer, verifyProcess } from "@/verify";
import { VerifierPool } from "@/verify/pool";
import type { JudgeItem } from "./judge-sample";
import { judgeSample } from "./judge-sample";
import { type JudgePool, judgeStream } from "./judge-stream";

const problem = (id: string, gold: string): JudgedProblem => ({
  id,
  statement: "s",
  gold,
  images: [],
  options: null,
  answerKind: "expression",
  level: null,
  judging: null,
  aliases: [],
});
const first = problem("a", "1/2");
const second = problem("b", "7");
const item = (of: JudgedProblem, sample: number, response: string): JudgeItem => ({
  given: { problemId: of.id, sample, response, finishReason: "stop", fault: null },
  problem: of,
});

async function* stream(items: readonly JudgeItem[]) {
  yield* items;
}

async function verdicts(items: readonly JudgeItem[], pool: JudgePool, grouped: boolean) {
  const all = [];
  for await (const { verdict } of judgeStream(stream(items), { pool, policies: {}, grouped }))
    all.push(verdict);
  return all;
}

const pool = new VerifierPool({ size: 1, budgetMs: 20_000 });
afterAll(() => pool.close());

describe("judgeStream", () => {
  it("yields what judging one by one gives, in order, with classes numbered in order", async () => {
    const answers = [
      "\\boxed{0.5}",
      "\\boxed{3}",
      "no answer",
      "\\boxed{\\frac12}",
      "\\boxed{3.0}",
      "\\boxed{4}",
    ];
    const items = Array.from({ length: 700 }, (_, index) => {
      const of = index % 2 === 0 ? first : second;
      return item(of, index, answers[index % answers.length] ?? "");
    });
    items.push({
      ...item(first, 700, "x"),
      given: { ...item(first, 700, "x").given, fault: { kind: "infra_error", code: "timeout", message: "" } },
    });
    const got = await verdicts(items, pool, false);
    expect(got.map(({ answerClass, ...rest }) => rest)).toEqual(
      items.map(({ given, problem: of }) => judgeSample(given, of, {})),
    );
    const books = new Map<string, string[]>();
    for (const verdict of got) {
      const firsts = books.get(verdict.problemId) ?? [];
      books.set(verdict.problemId, firsts);
      if (verdict.extracted === null) {
        expect(verdict.answerClass).toBe(-1);
        continue;
      }
      const [expected = -1] = extendClasses(firsts, [verdict.extracted], { kind: "expression" });
      if (expected === firsts.length) firsts.push(verdict.extracted);
      expect(verdict.answerClass).toBe(expected);
    }
    expect(got.at(-1)?.outcome).toBe("infra_error");
  });

  it("reads process problems as labels and numbers equal ones alike", async () => {
    const steps = { ...first, answerKind: "process" as const, gold: "-1", judging: { style: "first-error" } };
    const texts = ["\\boxed{-1}", "\\boxed{1}", "All steps: \\boxed{\\text{none}}", "no idea at all"];
    const got = await verdicts(
      texts.map((text, index) => item(steps, index, text)),
      pool,
      true,
    );
    expect(got.map((one) => [one.outcome, one.extracted, one.answerClass])).toEqual([
      ["correct", "-1", 0],
      ["incorrect", "1", 1],
      ["correct", "-1", 0],
      ["unparsed", null, -1],
    ]);
  });

  it("counts a killed answer as undecided and compares the answers of a killed comparison one by one", async () => {
    const killing: JudgePool = {
      verify: async (input) =>
        input.text.includes("hostile")
          ? { ...verifyAnswer({ ...input, text: "" }), outcome: "undecided", rule: "killed (time)" }
          : verifyAnswer(input),
      verifyProcess: async (input) => verifyProcess(input),
      classes: async (input) =>
        input.answers.includes("3") ? null : extendClasses(input.firsts, input.answers, input.context),
    };
    const items = ["\\boxed{7}", "hostile", "\\boxed{3}", "\\boxed{7.0}", "\\boxed{3}"].map((text, index) =>
      item(second, index, text),
    );
    const got = await verdicts(items, killing, true);
    expect(got.map(({ outcome, answerClass }) => [outcome, answerClass])).toEqual([
      ["correct", 0],
      ["undecided", -1],
      ["incorrect", 1],
      ["correct", 0],
      ["incorrect", 1],
    ]);
    expect(got[1]?.rule).toBe("killed (time)");
  });
});
