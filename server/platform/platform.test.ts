import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "@/contracts/canonical-json";
import { submissionIdSchema } from "@/contracts/ids";
import { Secret } from "@/contracts/secret";
import { parseEnv } from "../env";
import { createIds } from "./ids";
import { createLog } from "./log";
import { createRateLimiter } from "./rate-limiter";
import { createSecretBox } from "./secret-box";
import { createDirectoryUploadStore } from "./upload-store";
import { createWorkflowSender } from "./workflow-sender";

describe("createIds", () => {
  it("makes ids that their schema takes, and different ones", () => {
    const ids = createIds();
    expect(submissionIdSchema.parse(ids.create("submission"))).not.toBe(ids.create("submission"));
    expect(Buffer.from(ids.token(32), "base64url")).toHaveLength(32);
  });
});

describe("createLog", () => {
  it("prints no secret, whatever field or text it hides in", () => {
    const lines: string[] = [];
    const log = createLog({ level: "debug", destination: { write: (line) => void lines.push(line) } });
    const token = `pl_${"A".repeat(43)}`;
    log.info({ deep: { endpoint: { apiKey: "sentinel-1" } }, secret: new Secret("sentinel-2") }, "stored");
    log.error({ error: new Error(`refused Bearer sentinel-3 for ${token}`) }, `key ${token}`);
    const text = lines.join("");
    expect(text).not.toMatch(/sentinel|AAAA/);
    expect(text).toContain("[secret]");
    expect(text).toContain("stored");
  });
});

describe("createSecretBox", () => {
  const [one, two] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];

  it("opens what it sealed, hides it, and opens boxes of a former key", () => {
    const sealed = createSecretBox([one]).seal(new Secret("sk-live"));
    expect(JSON.stringify(sealed)).not.toContain("sk-live");
    expect(createSecretBox([two, one]).open(sealed).reveal()).toBe("sk-live");
    expect(createSecretBox([two, one]).seal(new Secret("x")).keyId).not.toBe(sealed.keyId);
  });

  it("refuses an unknown key and a changed box", () => {
    const box = createSecretBox([one]);
    const sealed = box.seal(new Secret("sk-live"));
    expect(() => createSecretBox([two]).open(sealed)).toThrow(/does not have/);
    expect(() => box.open({ ...sealed, data: Buffer.from("changed").toString("base64") })).toThrow(
      /cannot be opened/,
    );
  });
});

describe("createDirectoryUploadStore", () => {
  async function* bytes(...parts: string[]) {
    for (const part of parts) yield Buffer.from(part);
  }
  async function text(chunks: AsyncIterable<Uint8Array>) {
    const parts: Uint8Array[] = [];
    for await (const chunk of chunks) parts.push(chunk);
    return Buffer.concat(parts).toString();
  }

  it("stores, hashes, reads ranges, removes, and leaves nothing of an upload that is too large", async () => {
    const directory = mkdtempSync(join(tmpdir(), "plumbline-store-"));
    const store = createDirectoryUploadStore(directory);
    const stored = await store.put("a", bytes("hello ", "world"), { maxBytes: 11 });
    expect(stored).toEqual({
      bytes: 11,
      sha256: "b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9",
    });
    expect(await text(store.read("a", { start: 6 }))).toBe("world");
    expect(await text(store.read("a", { start: 0, end: 5 }))).toBe("hello");
    await expect(store.put("b", bytes("hello ", "world"), { maxBytes: 10 })).rejects.toThrow(
      /larger than 10/,
    );
    expect(readdirSync(directory)).toEqual(["a"]);
    await store.remove("a");
    expect(await store.size("a")).toBeNull();
    await expect(text(store.read("a"))).rejects.toThrow(/gone/);
    await expect(store.size("../a")).rejects.toThrow(/key/);
    rmSync(directory, { recursive: true });
  });
});

describe("createRateLimiter", () => {
  it("counts per bucket and key and says how long to wait", async () => {
    const limiter = createRateLimiter(2 / 120);
    await limiter.take("sign_in", "a");
    await limiter.take("sign_in", "a");
    await expect(limiter.take("sign_in", "a")).rejects.toMatchObject({
      code: "rate_limited",
      retryAfterSeconds: expect.any(Number),
    });
    await limiter.take("sign_in", "b");
    await limiter.take("submit", "a");
  });
});

describe("createWorkflowSender", () => {
  it("posts events with their ids to the event API, tries again, and never throws", async () => {
    const calls: { url: string; body: unknown }[] = [];
    const lines: string[] = [];
    const log = createLog({ level: "debug", destination: { write: (line) => void lines.push(line) } });
    const answers = [500, 200];
    const sender = createWorkflowSender({
      baseUrl: "http://127.0.0.1:9/",
      eventKey: "k",
      log,
      pausesMs: [0, 0],
      fetch: async (url, init) => {
        calls.push({ url: String(url), body: JSON.parse(String(init?.body)) });
        return new Response(null, { status: answers.shift() ?? 500 });
      },
    });
    const submissionId = submissionIdSchema.parse(createIds().create("submission"));
    const event = {
      name: "submission/received" as const,
      id: `submission/received:${submissionId}`,
      data: { submissionId },
    };
    await sender.send([event]);
    expect(calls.map((call) => call.url)).toEqual(["http://127.0.0.1:9/e/k", "http://127.0.0.1:9/e/k"]);
    expect(calls[1]?.body).toEqual([event]);
    await sender.send([event]);
    expect(lines.at(-1)).toContain("sweep");
  });
});

describe("canonicalJson", () => {
  it("does not depend on the order of keys", () => {
    expect(canonicalJson({ b: [1, undefined, { d: null, c: "x" }], a: undefined })).toBe(
      '{"b":[1,null,{"c":"x","d":null}]}',
    );
  });
});

describe("parseEnv", () => {
  it("names what is missing or wrong, and no value", () => {
    expect(() => parseEnv({ PLUMBLINE_SEALING_KEY: "sentinel", PORT: "x" })).toThrow(
      /DATABASE_URL[\s\S]*PORT[\s\S]*PLUMBLINE_SEALING_KEY/,
    );
    expect(() => parseEnv({ PLUMBLINE_SEALING_KEY: "sentinel" })).not.toThrow(/sentinel/);
    const parsed = parseEnv({
      DATABASE_URL: "postgresql://x/y",
      PLUMBLINE_SEALING_KEY: Buffer.alloc(32).toString("base64"),
    });
    expect(parsed.PLUMBLINE_ALLOW_LOOPBACK).toBe(false);
  });
});
