import { describe, expect, it } from "vitest";
import { shardIdSchema } from "@/contracts/ids";
import { LEASE, type ReportRequest, type ReportResponse, reportRequestSchema } from "@/contracts/runner";
import type { SampleReport } from "@/contracts/sample";
import { fitReport } from "./fit-report";
import { Reporter } from "./reporter";
import { type ServerClient, ServerError } from "./server-client";

const lease = { shardId: shardIdSchema.parse(`shd_${"0".repeat(20)}`), leaseGeneration: 3 };

function sample(index: number, response: string): SampleReport {
  const call = {
    index: 0,
    role: "solver",
    kind: "generate" as const,
    request: { sampling: {} },
    response,
    reasoning: null,
    finishReason: "stop",
    promptTokens: 1,
    completionTokens: 1,
    latencyMs: 1,
    discarded: false,
  };
  return {
    problemId: "p",
    sample: index,
    trace: { response, reasoning: null, calls: [call], artifacts: {} },
    finishReason: "stop",
    promptTokens: 1,
    completionTokens: 1,
    reasoningTokens: null,
    tokenSource: "measured",
    latencyMs: 1,
    fault: null,
  };
}

function reporting(answer: (request: ReportRequest) => void = () => {}, more: Partial<ReportResponse> = {}) {
  const sent: ReportRequest[] = [];
  const unused = () => {
    throw new Error("not part of this test");
  };
  const client: ServerClient = {
    lease: unused,
    heartbeat: unused,
    input: unused,
    problems: unused,
    report: async (request) => {
      answer(request);
      sent.push(request);
      return { stored: 0, duplicates: 0, ...more };
    },
  };
  const controller = new AbortController();
  const lost: unknown[] = [];
  const onLost = (error: unknown) => {
    lost.push(error);
    controller.abort();
  };
  const reporter = new Reporter({ client, lease, signal: controller.signal, onLost });
  return { reporter, sent, lost, abort: () => controller.abort() };
}

describe("reporter", () => {
  it("sends everything once, in order, within the protocol's limits", async () => {
    const { reporter, sent } = reporting();
    for (let index = 0; index < 450; index++)
      await reporter.add(sample(index, "x".repeat((index % 7) * 20_000)));
    reporter.addLineErrors(
      Array.from({ length: 450 }, (_, line) => ({ line, code: "not_json", message: "no" })),
    );
    await reporter.end({ failure: null });
    const all = sent.map((request) => reportRequestSchema.parse(request));
    expect(all.flatMap((one) => one.samples.map((each) => each.sample))).toEqual([...Array(450).keys()]);
    expect(all.flatMap((one) => one.lineErrors.map((each) => each.line))).toEqual([...Array(450).keys()]);
    expect(all.map((one) => one.done).indexOf(true)).toBe(all.length - 1);
    for (const request of sent) {
      expect(request.samples?.length).toBeLessThanOrEqual(LEASE.reportSamples);
      expect(Buffer.byteLength(JSON.stringify(request))).toBeLessThanOrEqual(LEASE.reportBytes);
    }
  });

  it("offers what is finished once after the lease is over, each sample one time, and no failure or end", async () => {
    const { reporter, sent, lost } = reporting(() => {}, { over: true });
    for (let index = 0; index < 450; index++) void reporter.add(sample(index, "x"));
    await reporter.end({ failure: null });
    expect(lost).toHaveLength(1);
    expect(sent).toHaveLength(1);
    await reporter.late();
    const all = sent.map((request) => reportRequestSchema.parse(request));
    expect(all.flatMap((one) => one.samples.map((each) => each.sample))).toEqual([...Array(450).keys()]);
    expect(all.some((one) => one.done)).toBe(false);
    await reporter.late();
    expect(sent).toHaveLength(3);
  });

  it("offers again what was on its way when the lease was lost, and stops where it is refused", async () => {
    let calls = 0;
    const { reporter, sent, abort } = reporting(() => {
      calls++;
      if (calls === 1) {
        abort();
        throw new ServerError(503, "Away.", null);
      }
      if (calls === 3) throw new ServerError(409, "Stale.", null);
    });
    for (let index = 0; index < 600; index++) void reporter.add(sample(index, "x"));
    await reporter.flush();
    await reporter.late();
    expect(sent.flatMap((one) => one.samples?.map((each) => each.sample) ?? [])).toEqual([
      ...Array(200).keys(),
    ]);
    expect(calls).toBe(3);
  });

  it("gives the lease up when the server no longer counts it as ours", async () => {
    const { reporter, sent, lost } = reporting(() => {
      throw new ServerError(409, "Stale.", null);
    });
    await reporter.add(sample(0, "x"));
    await reporter.end({});
    expect(sent).toEqual([]);
    expect(lost).toHaveLength(1);
  });
});

describe("fitReport", () => {
  it("leaves out copies first, and never shortens an answer in silence", () => {
    const small = sample(0, "x");
    expect(fitReport(small, 10_000)).toBe(small);
    const doubled = fitReport(sample(0, "x".repeat(8_000)), 10_000);
    expect(doubled.trace.response).toHaveLength(8_000);
    expect(doubled.fault).toBeNull();
    expect(doubled.trace.artifacts).toHaveProperty("elided");
    expect(fitReport(sample(0, "x".repeat(20_000)), 10_000).fault).toMatchObject({ code: "trace_too_large" });
  });
});
