import { deflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { UPLOAD_LIMITS } from "@/contracts/trace-line";
import { readTraces } from "../read-traces";
import { accessBytes } from "../tables/random-access";
import { readZip } from "./read-zip";

const LIMITS = { members: 10, memberBytes: 1 << 20, expandedBytes: 1 << 21, ratio: 200 };

type Member = { name: string; data: Buffer; method?: number; size?: number; flags?: number };

/** A ZIP archive written by hand, so that it can lie. */
function zip(members: readonly Member[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, data, method = 0, size = data.length, flags = 0 } of members) {
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(method, 8);
    local.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(flags, 8);
    entry.writeUInt16LE(method, 10);
    entry.writeUInt32LE(data.length, 20);
    entry.writeUInt32LE(size, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(offset, 42);
    parts.push(local, Buffer.from(name), data);
    directory.push(entry, Buffer.from(name));
    offset += 30 + name.length + data.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(members.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, ...directory, end]);
}

/** A Zstandard frame of one raw block. */
function zstdFrame(data: Buffer): Buffer {
  const header = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x60, 0, 0, 0, 0, 0]);
  header.writeUInt16LE(data.length - 256, 5);
  header.writeUIntLE((data.length << 3) | 1, 7, 3);
  return Buffer.concat([header, data]);
}

const read = (bytes: Buffer) => readZip(accessBytes(bytes), LIMITS);
const text = Buffer.from(`{"a": "${"words and words ".repeat(30)}"}`);

describe("readZip", () => {
  it("reads stored, deflated and Zstandard members", async () => {
    const members = await read(
      zip([
        { name: "a.json", data: text },
        { name: "b.json", data: deflateRawSync(text), method: 8, size: text.length },
        { name: "c.json", data: zstdFrame(text), method: 93, size: text.length },
        { name: "folder/", data: Buffer.alloc(0) },
      ]),
    );
    expect(members.map(({ name }) => name)).toEqual(["a.json", "b.json", "c.json"]);
    for (const member of members) expect(Buffer.from(await member.read()).toString()).toBe(text.toString());
  });

  it("refuses bombs, lies about sizes, encryption, unknown methods and cut archives", async () => {
    const bomb = deflateRawSync(Buffer.alloc(1 << 21));
    const good = zip([{ name: "a", data: text }]);
    const of = async (bytes: Buffer) => (await read(bytes))[0]?.read();
    await expect(of(zip([{ name: "a", data: bomb, method: 8, size: 1 << 21 }]))).rejects.toMatchObject({
      code: "too_large",
    });
    await expect(of(zip([{ name: "a", data: bomb, method: 8, size: 1000 }]))).rejects.toThrow(
      /larger than it says/,
    );
    await expect(of(zip([{ name: "a", data: text, size: 5 }]))).rejects.toThrow(/another size/);
    await expect(of(zip([{ name: "a", data: text, flags: 1 }]))).rejects.toThrow(/encrypted/);
    await expect(of(zip([{ name: "a", data: text, method: 14 }]))).rejects.toThrow(/method 14/);
    await expect(of(good.subarray(0, good.length - 30))).rejects.toThrow(/damaged/);
    const many = Array.from({ length: 11 }, (_, index) => ({ name: `m${index}`, data: text }));
    await expect(read(zip(many))).rejects.toMatchObject({ code: "too_large" });
    const half = Array.from({ length: 3 }, (_, index) => ({
      name: `m${index}`,
      data: text,
      size: 1 << 20,
      method: 8,
    }));
    await expect(read(zip(half))).rejects.toMatchObject({ code: "too_large" });
  });

  it("never throws anything but its own error, whatever byte is changed", async () => {
    const good = zip([{ name: "a", data: deflateRawSync(text), method: 8, size: text.length }]);
    for (let at = 0; at < good.length; at++) {
      const bad = Buffer.from(good);
      bad[at] = (bad[at] ?? 0) ^ 0xff;
      const outcome = await read(bad)
        .then((members) => Promise.all(members.map((member) => member.read())))
        .then(
          () => "read",
          (error: unknown) => (error instanceof Error ? error.name : "?"),
        );
      expect(["read", "StreamError"]).toContain(outcome);
    }
  });
});

describe("archives of trace files", () => {
  async function items(bytes: Buffer, archiveFiles = 256) {
    const found = [];
    async function* once() {
      yield bytes;
    }
    for await (const item of readTraces(once(), { ...UPLOAD_LIMITS, archiveFiles })) found.push(item);
    return found;
  }
  const line = (id: string) => Buffer.from(`{"problem_id":"${id}","sample":0,"response":"4"}\n`);

  it("reads every trace file of an archive and passes over what lies beside them", async () => {
    const found = await items(
      zip([
        { name: "one.jsonl", data: line("a") },
        { name: "../../two.jsonl", data: line("b") },
        { name: "README.md", data: Buffer.from("# words") },
      ]),
    );
    expect(found.flatMap((item) => (item.kind === "sample" ? [item.sample.problem] : []))).toEqual([
      { id: "a" },
      { id: "b" },
    ]);
    expect(found.at(-1)).toMatchObject({ lines: 2, error: null });
  });

  it("refuses an archive of too many files as a whole", async () => {
    const many = Array.from({ length: 4 }, (_, index) => ({
      name: `${index}.jsonl`,
      data: line(`p${index}`),
    }));
    expect((await items(zip(many), 3)).at(-1)).toMatchObject({ fatal: true, error: { code: "too_large" } });
  });
});
