import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UPLOAD_LIMITS, type UploadLimits } from "@/contracts/trace-line";
import { readProblems } from "./read-problems";
import { readTraces, type TraceItem } from "./read-traces";
import { splitLines } from "./split-lines";

async function* inChunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const list: Item[] = [];
  for await (const item of items) list.push(item);
  return list;
}

const read = (bytes: Uint8Array, limits: Partial<UploadLimits> = {}, size = 1 << 16) =>
  all(readTraces(inChunks(bytes, size), { ...UPLOAD_LIMITS, ...limits }));

const codes = (items: readonly TraceItem[]) =>
  items.flatMap((item) => {
    if (item.kind === "error") return [`${item.error.line}:${item.error.code}`];
    return item.kind === "end" && item.error !== null ? [`end:${item.error.code}`] : [];
  });

const line = (problem: string, sample: number, response = "4") =>
  JSON.stringify({ problem_id: problem, sample, response });
const LINES = Array.from({ length: 30 }, (_, index) => line(`p-${index % 10}`, Math.floor(index / 10)));
const FILE = Buffer.from(`${LINES.join("\n")}\n`);

describe("splitLines", () => {
  it("cuts anywhere the chunks may end, with the numbers and bytes of a plain split", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: fc.constantFrom("a", "∑", "\n", "\r\n") }),
        fc.integer({ min: 1, max: 7 }),
        async (text, size) => {
          const found = await all(splitLines(inChunks(Buffer.from(text), size), { lineBytes: 1000 }));
          const wanted = text.split("\n").map((part) => part.replace(/\r$/, ""));
          if (text.endsWith("\n") || text === "") wanted.pop();
          expect(found.map(({ bytes }) => Buffer.from(bytes ?? []).toString())).toEqual(wanted);
          expect(found.map(({ line: number }) => number)).toEqual(wanted.map((_, index) => index + 1));
        },
      ),
    );
  });
});

describe("readTraces", () => {
  it("reads plain and gzip files alike, whatever the chunks", async () => {
    const plain = await read(FILE, {}, 7);
    expect(plain.filter((item) => item.kind === "sample")).toHaveLength(30);
    expect(plain[0]).toEqual({ kind: "format", format: "neutral" });
    expect(plain.at(-1)).toEqual({ kind: "end", lines: 30, error: null, fatal: false });
    expect(await read(gzipSync(FILE), {}, 5)).toEqual(plain);
  });

  it("skips empty lines and a byte order mark, and keeps the file's line numbers", async () => {
    const items = await read(Buffer.from(`\n\r\n${line("p", 0)}\n\n{"problem_id":"p"}\n`));
    expect(codes(items)).toEqual(["5:not_a_trace_line"]);
    expect(items.find((item) => item.kind === "sample")).toMatchObject({ line: 3 });
  });

  it("names every kind of bad line and reads on", async () => {
    const bad = [
      Buffer.from([0x7b, 0xff, 0xfe, 0x7d]),
      Buffer.from('{"problem_id":"p","sample":0,"response":"a\\u0000b"}'),
      Buffer.from('{"problem_id":"p","sample":0,"response":"\\ud800"}'),
      Buffer.from("not json"),
      Buffer.from("[1,2]"),
      Buffer.from('{"problem_id":"has space","sample":0,"response":""}'),
      Buffer.from('{"problem_id":"p","sample":-1,"response":""}'),
      Buffer.from('{"problem_id":"p","sample":0.5,"response":""}'),
      Buffer.from('{"problem_id":"p","sample":0}'),
      Buffer.from(`${"[".repeat(100_000)}${"]".repeat(100_000)}`),
    ];
    const items = await read(
      Buffer.concat([...bad, Buffer.from(line("p", 3))].flatMap((part) => [part, Buffer.from("\n")])),
    );
    expect(codes(items)).toEqual([
      "1:not_utf8",
      "2:not_utf8",
      "3:not_utf8",
      "4:not_json",
      "5:not_a_trace_line",
      "6:not_a_trace_line",
      "7:not_a_trace_line",
      "8:not_a_trace_line",
      "9:not_a_trace_line",
      expect.stringMatching(/^10:not_(json|a_trace_line)$/),
    ]);
    expect(items.filter((item) => item.kind === "sample")).toHaveLength(1);
  });

  it("skips a line of 50 MB without holding it", async () => {
    const piece = Buffer.alloc(1 << 20, "x");
    async function* input() {
      yield Buffer.from(`${line("p", 0)}\n{"problem_id":"p","sample":1,"response":"`);
      for (let i = 0; i < 50; i++) yield piece;
      yield Buffer.from(`"}\n${line("p", 2)}\n`);
    }
    const before = process.memoryUsage().arrayBuffers;
    const items = await all(readTraces(input()));
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(48 * 1024 ** 2);
    expect(codes(items)).toEqual(["2:line_too_long"]);
    expect(items.filter((item) => item.kind === "sample")).toHaveLength(2);
  });

  it("keeps what came before the end of a truncated or damaged gzip stream", async () => {
    const noise = Array.from({ length: 4000 }, (_, i) =>
      line(`p-${i}`, 0, String((i * 2654435761) % 2 ** 32)),
    );
    const zipped = gzipSync(Buffer.from(noise.join("\n")));
    const cut = await read(zipped.subarray(0, zipped.length / 2));
    expect(codes(cut)).toEqual(
      [expect.stringMatching(/not_json$/), "end:truncated_stream"].slice(-codes(cut).length),
    );
    expect(cut.filter((item) => item.kind === "sample").length).toBeGreaterThan(500);
    expect(cut.at(-1)).toMatchObject({ fatal: false });
    const damaged = Buffer.from(zipped);
    damaged.fill(0, 20, 40);
    expect(codes(await read(damaged)).at(-1)).toBe("end:truncated_stream");
  });

  it("refuses bombs, too much text and too many lines as a whole", async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 ** 2, "x"));
    expect((await read(bomb)).at(-1)).toMatchObject({ fatal: true, error: { code: "too_large" } });
    expect((await read(FILE, { expandedBytes: 200 })).at(-1)).toMatchObject({
      fatal: true,
      error: { code: "too_large" },
    });
    expect((await read(FILE, { compressedBytes: 200 })).at(-1)).toMatchObject({ fatal: true });
    expect((await read(FILE, { lines: 29 })).at(-1)).toMatchObject({
      fatal: true,
      error: { code: "too_many_lines" },
    });
  });

  it("says that an empty file holds nothing", async () => {
    expect(await read(Buffer.alloc(0))).toEqual([
      { kind: "format", format: "neutral" },
      { kind: "end", lines: 0, error: null, fatal: false },
    ]);
  });
});

describe("readProblems", () => {
  it("reads problems, and names lines that are none", async () => {
    const good = { id: "p-1", statement: "1+1?", gold: "2" };
    const text = [good, { ...good, id: "p-2", gold: 3 }, good, { ...good, id: "p-3", level: "2" }].map((p) =>
      JSON.stringify(p),
    );
    const found = await all(readProblems(inChunks(gzipSync(Buffer.from(text.join("\n"))), 9)));
    expect(found.map((one) => ("problem" in one ? one.problem.id : one.error))).toEqual([
      "p-1",
      expect.stringContaining("gold"),
      expect.stringContaining("before"),
      "p-3",
    ]);
  });
});
