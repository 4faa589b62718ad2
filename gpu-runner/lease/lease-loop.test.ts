import { describe, expect, it } from "vitest";
import { type Lease, type LeaseRequest, leaseSchema } from "@/contracts/runner";
import { type LeaseControl, LeaseLost, leaseLoop } from "./lease-loop";
import type { ServerClient } from "./server-client";

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const probe = { kind: "probe", target: { type: "engine", engine: "reference", model: "m" } };
const model = {
  method: { id: "m", version: 1, params: {} },
  roles: {},
  prompt: { instruction: "", system: null },
  problems: [],
  items: [],
  runSeed: "s",
  concurrency: 1,
};

function lease(number: number, work: object, leaseGeneration = 1): Lease {
  const id = String(number).padStart(20, "0");
  return leaseSchema.parse({
    shardId: `shd_${id}`,
    leaseGeneration,
    expiresAt: "2026-01-01T00:00:00.000Z",
    runId: null,
    submissionId: `sub_${id}`,
    work,
  });
}

/** A loop whose leases are handed out by the test, one call after the other, and whose work ends when the test says so. */
function loop(capacity: number, answers: Lease[][]) {
  const stopping = new AbortController();
  const asked: LeaseRequest[] = [];
  const working = new Map<string, { control: LeaseControl; end: () => void }>();
  let onCall = () => {};
  const client: ServerClient = {
    lease: async (request) => {
      asked.push(request);
      const leases = answers.shift();
      onCall();
      return { leases: leases ?? [], retryAfterMs: 60_000 };
    },
    heartbeat: async () => ({ renewed: [], lost: [] }),
    report: async () => ({ stored: 0, duplicates: 0 }),
    async *input() {},
    async *problems() {},
  };
  const ended = leaseLoop({
    client,
    describe: async () => ({ name: "r", version: "1", engines: [] }),
    kinds: ["probe", "generate", "verify", "assess"],
    capacity,
    work: ({ shardId, leaseGeneration }, control) =>
      new Promise<void>((end) => working.set(`${shardId}:${leaseGeneration}`, { control, end })),
    signal: stopping.signal,
    log: silent,
    drainMs: 1_000,
  });
  return {
    asked,
    working,
    /** Until the server was asked so often. */
    async calls(count: number) {
      while (asked.length < count)
        await new Promise<void>((resolve) => {
          onCall = resolve;
        });
    },
    async [Symbol.asyncDispose]() {
      stopping.abort();
      for (const { end } of working.values()) end();
      await ended;
    },
  };
}

describe("lease loop", () => {
  it("keeps one place free from the work of models, whichever kind that is", async () => {
    const assess = { kind: "assess", ...model, assessor: `m@1:solver:${"0".repeat(16)}` };
    await using runner = loop(3, [[lease(1, { kind: "generate", ...model })], [lease(2, assess)]]);
    await runner.calls(3);
    expect(runner.asked.map(({ kinds }) => kinds)).toEqual([
      ["probe", "generate", "verify", "assess"],
      ["probe", "generate", "verify", "assess"],
      ["probe", "verify"],
    ]);
  });

  it("asks again at once when a lease has ended, though the server told it to wait", async () => {
    await using runner = loop(2, [[lease(1, probe)], []]);
    await runner.calls(2);
    runner.working.get(`${lease(1, probe).shardId}:1`)?.end();
    await runner.calls(3);
  });

  it("ends the work of a lease whose shard it is given anew", async () => {
    await using runner = loop(2, [[lease(1, probe)], [lease(1, probe, 2)]]);
    await runner.calls(2);
    const { shardId } = lease(1, probe);
    await expect.poll(() => runner.working.has(`${shardId}:2`), { timeout: 10_000 }).toBe(true);
    expect(runner.working.get(`${shardId}:1`)?.control.signal.reason).toBeInstanceOf(LeaseLost);
    expect(runner.working.get(`${shardId}:2`)?.control.signal.aborted).toBe(false);
  });
});
