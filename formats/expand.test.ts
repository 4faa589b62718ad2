import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { expand } from "./expand";
import { ZstdFrames } from "./zstd-frames";

const LIMITS = { compressedBytes: 1 << 20, expandedBytes: 1 << 24, ratio: 200 };
const zst = readFileSync(path.join(import.meta.dirname, "fixtures/matharena-run.json.zst"));

async function expanded(bytes: Uint8Array, size: number): Promise<string> {
  async function* pieces() {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }
  const parts: Uint8Array[] = [];
  for await (const part of expand(pieces(), LIMITS)) parts.push(part);
  return Buffer.concat(parts).toString();
}

describe("zstd", () => {
  it("expands frames one after another, whatever the chunks", async () => {
    const once = await expanded(zst, 1 << 16);
    expect(JSON.parse(once)).toMatchObject({ idx: 3 });
    expect(await expanded(zst, 7)).toBe(once);
    expect(await expanded(Buffer.concat([zst, zst]), 13)).toBe(once + once);
  });

  it("tells a cut or damaged stream", async () => {
    await expect(expanded(zst.subarray(0, zst.length / 2), 50)).rejects.toMatchObject({
      code: "truncated_stream",
    });
    const damaged = Buffer.from(zst);
    damaged.fill(0xff, 20, 60);
    await expect(expanded(damaged, 50)).rejects.toMatchObject({ name: "StreamError" });
  });

  it("refuses a window that would take too much memory, in a later frame too", async () => {
    const greedy = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0xa8, 0x01, 0x00, 0x00]);
    expect(() => new ZstdFrames().push(greedy)).toThrow(/window/);
    await expect(expanded(Buffer.concat([zst, greedy]), 64)).rejects.toMatchObject({ code: "too_large" });
  });
});
