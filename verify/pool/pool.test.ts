import { Worker } from "node:worker_threads";
import { afterEach, describe, expect, it } from "vitest";
import type { VerifyInput } from "../answer";
import { VerifierPool } from "./index";

/** A worker that hangs, crashes or answers, by the text it is given. */
const STUB = `
const { parentPort } = require("node:worker_threads");
parentPort.on("message", ({ id, job }) => {
  const { text } = job.input;
  if (text === "hang") for (;;);
  if (text === "crash") process.exit(7);
  if (text === "memory") { const keep = []; for (;;) keep.push(new Array(1e6).fill(id)); }
  parentPort.postMessage({ id, result: { outcome: "correct", rule: text, verifierKey: "stub" } });
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
