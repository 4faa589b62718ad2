import { describe, expect, it } from "vitest";
import type { TraceDocument } from "@/contracts/sample";
import { traceBlock, traceText } from "@/db/schema";
import { testDatabase } from "@/tests/support/database";
import { createIds } from "./ids";
import { createPostgresTraceStore } from "./trace-store";

function documentOf(response: string): TraceDocument {
  return { response, reasoning: null, calls: [], artifacts: {} };
}

const key = (problemId: string, sample = 0) => ({ runId: "run_a", problemId, sample });

describe("createPostgresTraceStore", () => {
  it("gives back what was stored, NUL, lone surrogates and long texts included, and stores equal texts once", async () => {
    await using test = await testDatabase();
    const store = createPostgresTraceStore(test.db, createIds());
    const long = "x".repeat(600_000);
    const texts = ["a \u0000 b", "\ud800 alone", long, "plain", "plain"];
    const entries = texts.map((text, index) => ({ key: key(`p${index}`), document: documentOf(text) }));
    const { hashes, added } = await store.put(entries);
    expect(added).toBe(5);
    expect(hashes[3]).toBe(hashes[4]);
    expect(new Set(hashes).size).toBe(4);
    for (const [index, text] of texts.entries())
      expect((await store.get(key(`p${index}`)))?.response).toBe(text);
    expect(await test.db.select().from(traceText)).toHaveLength(4);
    expect(await store.get(key("absent"))).toBeNull();
  });

  it("keeps the first document of a key and adds nothing when the same entries come again", async () => {
    await using test = await testDatabase();
    const store = createPostgresTraceStore(test.db, createIds());
    const entries = [{ key: key("p"), document: documentOf("first") }];
    const first = await store.put(entries);
    expect(first.added).toBe(1);
    expect(await store.put(entries)).toEqual({ hashes: first.hashes, added: 0 });
    await store.put([{ key: key("p"), document: documentOf("second") }]);
    expect((await store.get(key("p")))?.response).toBe("first");
    expect(await test.db.select().from(traceBlock)).toHaveLength(2);
  });

  it("lists in the order of the keys, leaves absent ones out, and closes blocks at about 256 KiB", async () => {
    await using test = await testDatabase();
    const store = createPostgresTraceStore(test.db, createIds());
    const keys = Array.from({ length: 40 }, (_, index) => ({
      problemId: `p${index % 10}`,
      sample: index % 4,
    }));
    const unique = [...new Map(keys.map((one) => [`${one.problemId}/${one.sample}`, one])).values()];
    await store.put(
      unique.map((one) => ({
        key: key(one.problemId, one.sample),
        document: documentOf(`${one.problemId}/${one.sample} ${"y".repeat(40_000)}`),
      })),
    );
    const asked = [...unique].reverse();
    const found: string[] = [];
    for await (const one of store.list("run_a", [...asked, { problemId: "none", sample: 0 }]))
      found.push(one.document.response.split(" ")[0] ?? "");
    expect(found).toEqual(asked.map((one) => `${one.problemId}/${one.sample}`));
    expect((await test.db.select().from(traceBlock)).length).toBeGreaterThan(2);
  });
});
