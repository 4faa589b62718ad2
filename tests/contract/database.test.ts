import { describe, expect, test } from "vitest";
import * as schema from "@/db/schema";
import { testDatabase } from "@/tests/support/database";

function sampleRows(runId: string, count: number): (typeof schema.sample.$inferInsert)[] {
  return Array.from({ length: count }, (_, index) => ({
    runId,
    problemId: `p\t${index % 7}\\n`,
    sampleIndex: index,
    tokenSource: "measured" as const,
    calls: 1,
    traceSha256: "0".repeat(64),
    fault:
      index % 3 === 0
        ? { kind: "infra_error" as const, code: "x", message: 'tab\tline\nquote" back\\' }
        : null,
  }));
}

describe.each(["pg", "vercel"] as const)("driver %s", (driver) => {
  test.each([3, 2000])(
    "bulkInsert of %i rows skips what is there and keeps every character",
    async (count) => {
      await using store = await testDatabase(driver);
      const rows = sampleRows("run_a", count);
      expect(await store.database.bulkInsert(schema.sample, rows.slice(1))).toBe(count - 1);
      expect(await store.database.bulkInsert(schema.sample, rows)).toBe(1);
      const read = await store.db.select().from(schema.sample).orderBy(schema.sample.sampleIndex);
      expect(read.map(({ problemId, fault }) => ({ problemId, fault }))).toEqual(
        rows.map(({ problemId, fault }) => ({ problemId, fault })),
      );
    },
  );

  test("changes yields what another connection announces", async () => {
    await using store = await testDatabase(driver);
    const stop = new AbortController();
    const seen = store.database.changes("shard", stop.signal)[Symbol.asyncIterator]();
    const first = seen.next();
    // Announced until it is heard: listening starts at a moment we cannot see.
    let heard = false;
    const announcing = (async () => {
      while (!heard) await store.database.announce("shard", "run_1");
    })();
    // A driver that polls hears that something happened, not what.
    expect((await first).value).toBe(driver === "pg" ? "run_1" : "");
    heard = true;
    await announcing;
    stop.abort();
  });

  test("traces and the audit log refuse to be changed", async () => {
    await using store = await testDatabase(driver);
    await store.db
      .insert(schema.trace)
      .values({ runId: "run_a", problemId: "p", sampleIndex: 0, textSha256: "a" });
    await expect(store.db.update(schema.trace).set({ textSha256: "b" })).rejects.toThrow();
    await store.db.insert(schema.audit).values({ actor: "system", action: "test", subject: "x", detail: {} });
    await expect(store.db.delete(schema.audit)).rejects.toThrow();
  });

  test("the database itself refuses states that make no sense", async () => {
    await using store = await testDatabase(driver);
    await store.db.insert(schema.team).values({ id: "team_a", slug: "a", name: "A" });
    await store.db.insert(schema.account).values({ id: "acct_a", name: "A" });
    await store.db
      .insert(schema.model)
      .values({ id: "mdl_a", teamId: "team_a", slug: "m", name: "M", identity: "self-declared" });
    const submission = {
      id: "sub_a",
      teamId: "team_a",
      accountId: "acct_a",
      kind: "traces" as const,
      visibility: "public" as const,
      input: {},
      modelId: "mdl_a",
      heartbeatAt: new Date(0),
    };
    const failedWithoutReason = store.db.insert(schema.submission).values({ ...submission, state: "failed" });
    await expect(failedWithoutReason).rejects.toMatchObject({
      cause: { constraint: "submission_failed_reason" },
    });
    await store.db.insert(schema.submission).values({ ...submission, state: "staged" });
    const leasedByNobody = store.db.insert(schema.shard).values({
      id: "shd_a",
      submissionId: "sub_a",
      kind: "ingest",
      state: "leased",
      priority: 0,
      work: { kind: "ingest", pass: "check" },
      workKey: "ingest",
      notBefore: new Date(0),
    });
    await expect(leasedByNobody).rejects.toMatchObject({ cause: { constraint: "shard_lease" } });
  });
});
