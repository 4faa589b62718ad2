import { Worker } from "node:worker_threads";
import { afterEach, describe, expect, it } from "vitest";
import type { VerifyInput } from "../answer";
import { extendClasses } from "../classes";
import { VerifierPool } from "./index";

/** A worker that hangs, crashes or answers, by the text it is given; the protocol is that of worker.ts. */
const STUB = `
const { parentPort } = require("node:worker_threads");
const nowMs = () => Number((process.hrtime.bigint() / 1000000n) % 2147483648n);
parentPort.on("message", ({ id, jobs, progress }) => {
  const state = new Int32Array(progress);
  const results = jobs.map(({ input: { text } }, index) => {
    Atomics.store(state, 1, nowMs());
    Atomics.store(state, 0, index);
    if (text === "hang") for (;;);
    if (text === "crash") process.exit(7);
    if (text === "memory") { const keep = []; for (;;) keep.push(new Array(1e6).fill(id)); }
    if (text.startsWith("busy")) { const end = nowMs() + 60; while (nowMs() < end); }
    return { outcome: "correct", rule: text + "/" + jobs.length, verifierKey: "stub" };
  });
  Atomics.store(state, 0, -1);
  parentPort.postMessage({ id, from: 0, results });
});
parentPort.postMessage({ ready: true });
`;
const startStub = (): Worker =>
  new Worker(STUB, { eval: true, resourceLimits: { maxOldGenerationSizeMb: 64 } });
const input = (text: string): VerifyInput => ({ text, gold: "1", kind: "number" });

const pools: VerifierPool[] = [];
function open(options: ConstructorParameters<typeof VerifierPool>[0]): VerifierPool {
  const pool = new VerifierPool(options);
  pools.push(pool);
  return pool;
}
afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});

describe("VerifierPool", () => {
  it("judges on threads as it does in process", async () => {
    const pool = open({ size: 1, budgetMs: 15_000 });
    const [right, wrong] = await Promise.all([
      pool.verify({ text: "\\boxed{\\frac12}", gold: "0.5", kind: "number" }),
      pool.verify({ text: "\\boxed{3}", gold: "0.5", kind: "number" }),
    ]);
    expect([right.outcome, wrong.outcome]).toEqual(["correct", "incorrect"]);
    const verdict = await pool.verifyCase({ id: "a", gold: "2", prediction: "\\boxed{2}", mode: "latex" });
    expect(verdict).toMatchObject({ id: "a", equal: true, outcome: "correct" });
  });

  it("kills a job that exceeds its budget and goes on with the others", async () => {
    const pool = open({ size: 1, budgetMs: 300, start: startStub });
    const results = await Promise.all(
      ["a", "hang", "b", "hang", "c"].map((text) => pool.verify(input(text))),
    );
    expect(results.map((each) => each.outcome)).toEqual([
      "correct",
      "undecided",
      "correct",
      "undecided",
      "correct",
    ]);
    expect(results[1]?.rule).toBe("killed (time)");
  });

  it("sends many jobs in few messages, and kills the one that is over its budget, not a long message", async () => {
    const pool = open({ size: 1, budgetMs: 200, start: startStub });
    const busy = await Promise.all(
      ["busy1", "busy2", "busy3", "busy4", "busy5"].map((text) => pool.verify(input(text))),
    );
    expect(busy.map((each) => each.rule)).toEqual(["busy1/5", "busy2/5", "busy3/5", "busy4/5", "busy5/5"]);
    const texts = Array.from({ length: 200 }, (_, index) => (index === 50 ? "hang" : `t${index}`));
    const results = await Promise.all(texts.map((text) => pool.verify(input(text))));
    expect(results.flatMap((each, index) => (each.outcome === "undecided" ? [index] : []))).toEqual([50]);
    expect(results[199]?.rule.startsWith("t199/")).toBe(true);
    expect(pool.killed).toBe(1);
  });

  it("numbers classes as it does in process", async () => {
    const pool = open({ size: 1, budgetMs: 15_000 });
    const input = {
      firsts: ["1/2"],
      answers: ["3", "0.5", "3.0", "x"],
      context: { kind: "expression" } as const,
    };
    expect(await pool.classes(input)).toEqual(extendClasses(input.firsts, input.answers, input.context));
    expect(await pool.classes(input)).toEqual([1, 0, 1, 2]);
  });

  it("survives crashes and exhausted memory", async () => {
    const pool = open({ size: 2, budgetMs: 10_000, start: startStub });
    const results = await Promise.all(["crash", "a", "memory", "b"].map((text) => pool.verify(input(text))));
    expect(results.map((each) => each.outcome)).toEqual(["undecided", "correct", "undecided", "correct"]);
    expect(results[0]?.rule).toBe("killed (crash)");
  });

  it("answers undecided after it was closed", async () => {
    const pool = open({ size: 1, start: startStub });
    await pool.close();
    expect((await pool.verify(input("a"))).outcome).toBe("undecided");
  });
});
