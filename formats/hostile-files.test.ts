import { readFileSync } from "node:fs";
import { deflateRawSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { UPLOAD_LIMITS, type UploadLimits } from "@/contracts/trace-line";
import { zipFile } from "@/tests/support/archive-file";
import { countedRuns, longRun, parquetFile } from "@/tests/support/parquet-file";
import { readTraces, type TraceItem } from "./read-traces";

async function read(bytes: Uint8Array, limits: Partial<UploadLimits> = {}): Promise<TraceItem[]> {
  const items: TraceItem[] = [];
  async function* chunks() {
    for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
  }
  for await (const item of readTraces(chunks(), { ...UPLOAD_LIMITS, ...limits })) items.push(item);
  return items;
}

const faults = (items: readonly TraceItem[]) =>
  items.flatMap((item) => {
    if (item.kind === "error") return [`${item.error.line} ${item.error.code}`];
    return item.kind === "end" && item.error !== null
      ? [`end ${item.error.code}${item.fatal ? " fatal" : ""}`]
      : [];
  });

const trace = (problem: string, response = "4") =>
  JSON.stringify({ problem_id: problem, sample: 0, response });

/** An archive whose members are all the same bytes: one local header, many entries in the directory (a quadratic bomb). */
function overlapping(members: number, data: Buffer, size: number): Buffer {
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(8, 8);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(8, 10);
  entry.writeUInt32LE(data.length, 20);
  entry.writeUInt32LE(size, 24);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(members, 10);
  end.writeUInt32LE(46 * members, 12);
  end.writeUInt32LE(30 + data.length, 16);
  return Buffer.concat([local, data, ...Array.from({ length: members }, () => entry), end]);
}

describe("archives made to burst", () => {
  it("refuses members that share their bytes", async () => {
    const lines = Buffer.from(`${trace("p")}\n`.repeat(200));
    const packed = deflateRawSync(lines);
    expect(faults(await read(overlapping(1, packed, lines.length)))).toEqual([]);
    expect(faults(await read(overlapping(2, packed, lines.length)))).toEqual(["end truncated_stream"]);
  });

  it("holds all members together to the ratio, not only each", async () => {
    const one = Buffer.from(`${trace("p", "y".repeat(900_000))}\n`);
    const members: Record<string, Buffer> = {};
    for (let index = 0; index < 40; index++) members[`${index}.jsonl.gz`] = gzipSync(one);
    expect(faults(await read(zipFile(members)))).toEqual([]);
    // Declared sizes are believed only until they are too large: the directory alone decides.
    const data = deflateRawSync(one);
    expect(faults(await read(overlapping(200, data, one.length)))).toEqual(["end too_large fatal"]);
  });

  it("does not hold what is packed inside a member beyond the size of a member", async () => {
    const inner = gzipSync(Buffer.from(`${trace("p", "y".repeat(300_000))}\n`));
    const archive = zipFile({ "a.jsonl.gz": inner });
    expect(faults(await read(archive, { lineBytes: 400_000 }))).toEqual([]);
    expect(faults(await read(archive, { lineBytes: 200_000 }))).toEqual(["end too_large fatal"]);
    const nested = zipFile({ "a.gz": gzipSync(inner), "b.jsonl": `${trace("q")}\n` });
    // Packed twice is text that no format knows, like any other file beside the traces.
    expect((await read(nested)).filter(({ kind }) => kind === "sample")).toHaveLength(1);
  });

  it("counts the lines of all members, and the rows of a table", async () => {
    const three = [1, 2, 3].map((id) => trace(`p${id}`)).join("\n");
    const archive = zipFile({ "a.jsonl": three, "b.jsonl": three });
    expect(faults(await read(archive, { lines: 6 }))).toEqual([]);
    expect(faults(await read(archive, { lines: 5 }))).toEqual(["end too_many_lines fatal"]);
    const table = parquetFile([1, 2, 3].map((id) => ({ problem_id: `p${id}`, response: "4" })));
    expect(faults(await read(table, { lines: 2 }))).toEqual(["end too_many_lines fatal"]);
    expect(faults(await read(table, { expandedBytes: 100_000 }))).not.toContain("end too_many_lines fatal");
  });

  it("does not stay for ever with a page that has no size", { timeout: 10_000 }, async () => {
    const table = Buffer.from(readFileSync(new URL("./fixtures/table.parquet", import.meta.url)));
    // Ends the first page's header early: the next bytes are taken for a header that names no size.
    table[70] = 0xc0;
    const items = await read(table);
    expect(faults(items)).toEqual(["end truncated_stream"]);
  });

  it("does not write out a run that is longer than its page", { timeout: 10_000 }, async () => {
    // The first took all memory and the process with it, the second 4 seconds a page.
    for (const table of [longRun(2 ** 31 - 1), countedRuns(1_000)])
      expect(faults(await read(table))).toEqual(["end truncated_stream"]);
    expect(faults(await read(longRun(1)))).toEqual(["1 not_a_trace_line"]);
  });

  it("does not believe a table that announces more rows or bytes than it may hold", async () => {
    const table = parquetFile([{ problem_id: "p", response: "4" }]);
    for (let at = table.length - 60; at < table.length - 8; at++) {
      const lie = Buffer.from(table);
      lie.fill(0xff, at, at + 4);
      const items = await read(lie);
      expect(items.at(-1)?.kind).toBe("end");
    }
  });
});

describe("lines made to burst", () => {
  it("refuses what nests too deeply or holds too many values, by line, and reads on", async () => {
    const deep = (depth: number) =>
      `{"problem_id":"d${depth}","sample":0,"response":"4","calls":[{"response":"x","prompt":${"[".repeat(depth)}${"]".repeat(depth)}}]}`;
    const many = `{"problem_id":"m","sample":0,"response":"4","extra":[${"[],".repeat(2_100_000)}[]]}`;
    const text = [deep(200), deep(300), deep(100_000), many, trace("p")].join("\n");
    const before = process.memoryUsage().rss;
    expect(faults(await read(Buffer.from(text)))).toEqual(["2 not_json", "3 not_json", "4 not_json"]);
    expect((process.memoryUsage().rss - before) / 1024 ** 2).toBeLessThan(200);
  });

  it.each([
    "[",
    '{"a":',
    '[{"',
    '"',
    "[1,",
    '{"a":[',
    "\\",
    "{}",
    "\n{",
    "NaN,",
    '"\\',
    '{"problem_id":',
    '{"results":[',
  ])("reads a megabyte of %j in time that grows with its length only", async (piece) => {
    const text = `NaN${piece.repeat(1_000_000 / piece.length)}`;
    const started = performance.now();
    for (const whole of [text, text.slice(3)]) {
      const items = await read(Buffer.from(whole), { lines: 20_000 });
      expect(items.filter(({ kind }) => kind === "sample")).toEqual([]);
    }
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it("keeps keys that have a meaning in JavaScript from meaning anything", async () => {
    const names = ["__proto__", "constructor", "prototype", "toString", "hasOwnProperty"];
    const lines = names.flatMap((name) => [
      `{"problem_id":"p","sample":0,"response":"4","${name}":{"polluted":true}}`,
      `{"${name}":{"problem_id":"p"},"sample":0,"response":"4"}`,
      `{"problem_id":"${name}","sample":0,"response":"4","model":"${name}"}`,
    ]);
    const items = await read(Buffer.from(lines.join("\n")));
    expect(Reflect.get({}, "polluted")).toBeUndefined();
    expect(items.filter(({ kind }) => kind === "sample")).toHaveLength(2 * names.length);
    expect(faults(items)).toHaveLength(names.length);
  });

  it("takes the last of two members of one name, as every reader of JSON does", async () => {
    const [, item] = await read(Buffer.from('{"problem_id":"a","problem_id":"b","sample":0,"response":"4"}'));
    expect(item).toMatchObject({ kind: "sample", sample: { problem: { id: "b" } } });
  });
});
