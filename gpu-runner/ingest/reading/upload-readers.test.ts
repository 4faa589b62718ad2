import { createReadStream } from "node:fs";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { JudgedProblem, LeaseWork } from "@/contracts/runner";
import { leaseServer } from "@/tests/support/lease-server";
import { absentTexts } from "@/tests/support/parquet-file";
import { failureOf, home, judged, runner, VERIFIER } from "@/tests/support/test-runner";
import { checkUpload } from "../check-upload";
import { uploadLines } from "../upload-lines";
import { UploadReaders } from "./upload-readers";

const fixture = path.join(import.meta.dirname, "../../../formats/fixtures/neutral.jsonl");
const problems = new Map<string, JudgedProblem>(["p-1", "p-2"].map((id) => [id, judged(id)]));
const line = (sample: number) =>
  JSON.stringify({ problem_id: "p-1", sample, response: `\\boxed{${sample}}` });
/** A table whose one row group takes its reader longer than the tests below allow between two signs of life. */
const heavy = absentTexts(2_000_000);

async function* once(...parts: (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield typeof part === "string" ? Buffer.from(part) : part;
}

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}

const readers = new UploadReaders();
afterAll(() => readers.close());

describe("UploadReaders", () => {
  it("give what reading in this process gives, more than one file after the other", async () => {
    expect(await readers.check(createReadStream(fixture), problems, () => {})).toEqual(
      await checkUpload(createReadStream(fixture), problems),
    );
    expect(await all(readers.lines(createReadStream(fixture), problems))).toEqual(
      await all(uploadLines(createReadStream(fixture), problems)),
    );
  });

  it("go no further in the file than the lines that were taken and the batches that wait", async () => {
    let given = 0;
    async function* endless() {
      for (let sample = 0; ; sample += 1_000) {
        given++;
        yield Buffer.from(Array.from({ length: 1_000 }, (_, at) => `${line(sample + at)}\n`).join(""));
      }
    }
    const lines = readers.lines(endless(), problems);
    for (let taken = 0; taken < 200; taken++) await lines.next();
    // 2 batches of 64 lines, and 2 parts of 1 MiB: some ten thousand lines.
    expect(given).toBeLessThan(100);
    await lines.return(undefined);
    const [first] = await all(readers.lines(once(line(7)), problems));
    expect(first).toMatchObject({ sample: { problemId: "p-1", sample: 7 } });
  });

  it("throw what the input throws and what the signal says, and read the next file", async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(`${line(0)}\n`);
      throw new Error("the server is gone");
    }
    await expect(readers.check(broken(), problems, () => {})).rejects.toThrow("the server is gone");
    const controller = new AbortController();
    async function* silent(): AsyncGenerator<Uint8Array> {
      controller.abort(new Error("the lease is lost"));
      await new Promise(() => {});
    }
    const { signal } = controller;
    await expect(readers.check(silent(), problems, () => {}, { signal })).rejects.toThrow(
      "the lease is lost",
    );
    const { ingest } = await readers.check(once(line(0)), problems, () => {});
    expect(ingest.goodLines).toBe(1);
  });

  it.each([
    ["holds its reader up", { stillMs: 200 }, /busy for 0.2 seconds without another row/],
    ["takes too long", { readingMs: 200 }, /could not be read within 0.2 seconds/],
    ["takes too much memory", { memoryBytes: 64 * 1024 ** 2 }, /more memory than a reader has/],
  ])("end a reading that %s, and say what to do", async (_, limits, words) => {
    const strict = new UploadReaders(limits);
    try {
      const failed = await strict.check(once(heavy), problems, () => {}).catch((error: unknown) => error);
      expect(failed).toMatchObject({ name: "StoppedReading", message: expect.stringMatching(words) });
    } finally {
      await strict.close();
    }
  });
});

it("an upload that holds its reader up fails at the first try, and costs no other lease of the runner", async () => {
  const verifier = VERIFIER;
  const ingest: LeaseWork = {
    ...{ kind: "ingest", filename: null, bytes: 0, benchmarkVersionId: "v", pass: "check", verifier },
  };
  await using server = await leaseServer();
  await using place = await home();
  await using _runner = runner(server.url, place.at, { reading: { readingMs: 2_000 } });
  const hostile = server.give({ work: ingest, input: heavy, problems: [judged("p-1")] });
  const input = Array.from({ length: 20 }, (_, sample) =>
    JSON.stringify({ problemId: "p-1", sample, response: "\\boxed{4}", finishReason: "stop", fault: null }),
  ).join("\n");
  const verify: LeaseWork = { kind: "verify", problemIds: ["p-1"], verifier };
  const other = server.give({ work: verify, input, problems: [judged("p-1")] });
  const [refused, judgedMeanwhile] = await Promise.all([server.ended(hostile), server.ended(other)]);
  expect(failureOf(refused)).toMatchObject({
    code: "bad_upload",
    retry: "never",
    message: expect.stringMatching(/reading it was ended.*JSON lines.*upload it again/),
  });
  expect(judgedMeanwhile.flatMap((report) => report.verdicts)).toHaveLength(20);
  const next = await server.ended(
    server.give({ work: ingest, input: JSON.stringify({ problem_id: "p-1", sample: 0, response: "4" }) }),
  );
  expect(next.at(-1)).toMatchObject({ done: true, failure: null });
});
