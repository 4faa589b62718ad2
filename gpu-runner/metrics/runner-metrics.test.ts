import { expect, it } from "vitest";
import { shardIdSchema } from "@/contracts/ids";
import type { Lease } from "@/contracts/runner";
import type { ServerClient } from "../lease/server-client";
import { ServerError } from "../lease/server-client";
import { RunnerMetrics } from "./runner-metrics";
import { serveMetrics } from "./serve-metrics";

const SHARD = shardIdSchema.parse(`shd_${"0".repeat(20)}`);

const unused = () => {
  throw new Error("not part of this test");
};

it("counts leases, reports and failed calls, and tells them on loopback only, without a word of a prompt", async () => {
  const metrics = new RunnerMetrics();
  const answers: ServerClient = {
    lease: () => Promise.reject(new ServerError(503, "away", null)),
    heartbeat: unused,
    input: unused,
    problems: unused,
    report: async () => ({ stored: 1, duplicates: 0 }),
  };
  const client = metrics.watching(answers);
  const lease = leaseOfKind("generate");
  const control = { signal: new AbortController().signal };
  await metrics.counted(async () => {})(lease, control);
  await expect(
    metrics.counted(async () => {
      throw new Error("broken");
    })(lease, control),
  ).rejects.toThrow("broken");
  await expect(
    client.lease({ name: "r", version: "1", engines: [], kinds: [], max: 1, waitMs: 0 }, control.signal),
  ).rejects.toThrow();
  const before = Date.now() / 1000;
  await client.report({ shardId: SHARD, leaseGeneration: 1, done: true }, control.signal);
  await using served = await opened(metrics);
  expect(served.url).toMatch(/^http:\/\/127\.0\.0\.1:/);
  const text = await (await fetch(served.url)).text();
  expect(text).toContain('plumbline_runner_leases_total{kind="generate",result="done"} 1');
  expect(text).toContain('plumbline_runner_leases_total{kind="generate",result="failed"} 1');
  expect(text).toContain('plumbline_runner_leases_active{kind="generate"} 0');
  expect(text).toContain('plumbline_runner_server_errors_total{call="lease",status="503"} 1');
  const answeredAt = /^plumbline_runner_server_answered_timestamp_seconds (\S+)/m.exec(text)?.[1];
  expect(Number(answeredAt)).toBeGreaterThanOrEqual(before - 0.001);
  expect((await fetch(served.url.replace("/metrics", "/"))).status).toBe(404);
});

async function opened(metrics: RunnerMetrics) {
  const { url, close } = await serveMetrics(metrics, 0);
  return { url, [Symbol.asyncDispose]: close };
}

/** All of a lease that is counted. */
function leaseOfKind(kind: string): Lease {
  return Object.assign(Object.create(null), { work: { kind } }) as Lease;
}
