import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { LeaseWork } from "@/contracts/runner";
import { leaseServer } from "@/tests/support/lease-server";
import { failureOf, home, judged, runner, samplesOf, VERIFIER } from "@/tests/support/test-runner";

describe("runner: verify", () => {
  it("orders outcomes as the statistics say and numbers answer classes in sample order", async () => {
    const line = (sample: number, response: string, more: object = {}) =>
      `${JSON.stringify({ problemId: "p-1", sample, response, finishReason: "stop", fault: null, ...more })}\n`;
    const input = [
      line(0, "So it is \\boxed{5}."),
      line(1, "\\boxed{4}"),
      line(2, "\\boxed{4.0}", { finishReason: "length" }),
      line(3, "I do not know.", { finishReason: "length" }),
      line(4, "I do not know."),
      line(5, "", { fault: { kind: "infra_error", code: "stalled", message: "" } }),
      line(6, "\\boxed{4}", { fault: { kind: "refused", code: "content_filter", message: "" } }),
      line(7, "\\boxed{5}"),
    ].join("");
    await using server = await leaseServer();
    await using place = await home();
    await using _runner = runner(server.url, place.at);
    const work: LeaseWork = { kind: "verify", problemIds: ["p-1"], verifier: VERIFIER };
    const reports = await server.ended(server.give({ work, input, problems: [judged("p-1")] }));
    const verdicts = reports.flatMap((report) => report.verdicts);
    expect(verdicts.map((one) => [one.sample, one.outcome, one.answerClass])).toEqual([
      [0, "incorrect", 0],
      [1, "correct", 1],
      [2, "correct", 1],
      [3, "truncated", -1],
      [4, "unparsed", -1],
      [5, "infra_error", -1],
      [6, "refused", -1],
      [7, "incorrect", 0],
    ]);
    const other: LeaseWork = { ...work, verifier: { key: "answer:0.0.0:other", policies: {} } };
    expect(failureOf(await server.ended(server.give({ work: other })))).toMatchObject({
      code: "verifier_mismatch",
    });
  });
});

describe("runner: ingest", () => {
  const ingest = (pass: "check" | "store"): LeaseWork => ({
    kind: "ingest",
    filename: null,
    bytes: 0,
    benchmarkVersionId: "v",
    pass,
    verifier: VERIFIER,
  });
  const line = (problem: string, sample: number, response = "\\boxed{4}", more = {}) =>
    JSON.stringify({ problem_id: problem, sample, response, ...more });
  const problems = [judged("p-1"), judged("p-2", "5")];

  async function read(pass: "check" | "store", input: string | Uint8Array) {
    await using server = await leaseServer();
    await using place = await home();
    await using _runner = runner(server.url, place.at);
    return await server.ended(server.give({ work: ingest(pass), input, problems }));
  }

  const even = [
    line("p-1", 0),
    line("p-2", 0),
    line("p-1", 1),
    line("p-2", 1, "none", { finish_reason: "length" }),
  ];

  it("checks a good file without storing anything", async () => {
    const reports = await read("check", gzipSync(even.join("\n")));
    expect(samplesOf(reports)).toEqual([]);
    expect(reports.at(-1)?.ingest).toEqual({
      format: "neutral",
      lines: 4,
      goodLines: 4,
      badLines: 0,
      samplesPerProblem: 2,
      problems: 2,
      partial: false,
      matchedBy: { id: 4 },
      otherGold: 0,
      prompt: "unknown",
      refused: {},
    });
  });

  it("stores samples together with their verdicts", async () => {
    const reports = await read("store", even.join("\n"));
    expect(samplesOf(reports).map((one) => [one.problemId, one.sample])).toEqual([
      ["p-1", 0],
      ["p-2", 0],
      ["p-1", 1],
      ["p-2", 1],
    ]);
    expect(
      reports.flatMap((one) => one.verdicts.map((verdict) => [verdict.outcome, verdict.answerClass])),
    ).toEqual([
      ["correct", 0],
      ["incorrect", 0],
      ["correct", 0],
      ["truncated", -1],
    ]);
    expect(reports.at(-1)).toMatchObject({ done: true, failure: null });
  });

  it("names unknown problems, doubled samples and broken lines, and keeps the good ones", async () => {
    const file = [line("p-1", 0), line("p-9", 0), line("p-1", 0, "again"), "{", line("p-2", 0)].join("\n");
    const reports = await read("check", file);
    expect(reports.flatMap((one) => one.lineErrors.map((error) => [error.line, error.code]))).toEqual([
      [2, "unknown_problem"],
      [3, "duplicate_sample"],
      [4, "not_json"],
    ]);
    expect(reports.at(-1)?.ingest).toMatchObject({
      goodLines: 2,
      badLines: 3,
      partial: false,
      samplesPerProblem: 1,
    });
    expect(samplesOf(await read("store", file)).map((one) => one.trace.response)).toEqual([
      "\\boxed{4}",
      "\\boxed{4}",
    ]);
  });

  it("calls ragged and incomplete files partial, in words", async () => {
    const ragged = await read("check", [line("p-1", 0), line("p-1", 1), line("p-2", 0)].join("\n"));
    expect(ragged.at(-1)?.ingest).toMatchObject({ partial: true, samplesPerProblem: null, badLines: 0 });
    expect(ragged.flatMap((one) => one.lineErrors.map((error) => error.code))).toEqual(["ragged_samples"]);
    const gap = await read("check", [line("p-1", 0), line("p-2", 1)].join("\n"));
    expect(gap.at(-1)?.ingest).toMatchObject({ partial: true, samplesPerProblem: null });
    const missing = await read("check", line("p-1", 0));
    expect(missing.flatMap((one) => one.lineErrors.map((error) => error.message))).toEqual([
      "The file has no sample of p-2.",
    ]);
  });

  it("keeps what came before the end of a truncated file and refuses a bomb as a whole", async () => {
    const many = Array.from({ length: 3000 }, (_, sample) =>
      line("p-1", sample, String((sample * 2654435761) % 2 ** 32)),
    );
    const zipped = gzipSync(many.join("\n"));
    const cut = await read("check", zipped.subarray(0, zipped.length / 2));
    expect(cut.flatMap((one) => one.lineErrors.map((error) => error.code))).toContain("truncated_stream");
    expect(cut.at(-1)).toMatchObject({ failure: null, ingest: { partial: true } });
    const bomb = await read("check", gzipSync(Buffer.alloc(32 * 1024 ** 2, "x")));
    expect(failureOf(bomb)).toMatchObject({ code: "too_large", retry: "never" });
  });
});
