import { existsSync, readdirSync } from "node:fs";
import { eq, isNotNull } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { describe, expect, it } from "vitest";
import { Secret } from "@/contracts/secret";
import { isSubmissionEnded, SUBMISSION_STATES, type SubmissionState } from "@/contracts/states";
import { endpoint, model, submission, submissionLineError } from "@/db/schema";
import { testPlatform } from "@/tests/support/context";
import { testDatabase } from "@/tests/support/database";
import { authenticateKey, createAccount, createKey, ensureFirstAdmin } from "../account";
import { syncCatalog } from "../catalog";
import {
  cancelSubmission,
  createEndpointSubmission,
  createTraceSubmission,
  decideSubmission,
  estimateCost,
  forgetUploads,
  getSubmissionView,
  listSubmissions,
  moveSubmission,
  transition,
  withdrawSubmission,
} from ".";

const adminKey = new Secret(`pl_${"A".repeat(43)}`);
const endpointInput = {
  url: "https://models.example.com/v1",
  model: "Tiny 1B",
  benchmark: "bundled",
  apiKey: "sk-sentinel-key",
};
const traceInput = { benchmark: "bundled", model: "Tiny 1B" };

async function* bytes(...parts: (string | Uint8Array)[]) {
  for (const part of parts) yield Buffer.from(part);
}

async function setUp(options: Parameters<typeof testPlatform>[1] = {}) {
  const test = await testDatabase();
  const platform = testPlatform(test.database, options);
  await ensureFirstAdmin(platform.system, { adminKey, runnerKey: null });
  await syncCatalog(platform.system);
  const admin = platform.as(await authenticateKey(platform.anonymous, adminKey.reveal()));
  const person = async (name: string) => {
    const { accountId } = await createAccount(admin, { name, teamName: `${name}'s team` });
    const { key } = await createKey(admin, { name: "key", accountId });
    return platform.as(await authenticateKey(platform.anonymous, key));
  };
  return {
    test,
    platform,
    admin,
    person,
    [Symbol.asyncDispose]: async () => {
      await platform[Symbol.asyncDispose]();
      await test[Symbol.asyncDispose]();
    },
  };
}

describe("createEndpointSubmission", () => {
  it("stores model, sealed endpoint and submission, tells the workflow, and shows its place in line", async () => {
    await using at = await setUp();
    const ada = await at.person("Ada");
    const { submissionId } = await createEndpointSubmission(ada, endpointInput);
    expect(at.platform.sent).toMatchObject([
      { name: "submission/received", id: `submission/received:${submissionId}` },
    ]);
    expect(await getSubmissionView(ada, { id: submissionId })).toMatchObject({
      state: "received",
      model: "Tiny 1B",
      benchmark: "bundled",
      method: "direct",
      visibility: "public",
      queuePosition: 1,
      canCancel: true,
      runs: [],
      url: `http://127.0.0.1:3000/submissions/${submissionId}`,
    });
    const [place] = await at.test.db.select().from(endpoint);
    if (!place?.sealedKey) throw new Error("no sealed key");
    expect(ada.secrets.open(place.sealedKey).reveal()).toBe("sk-sentinel-key");
    const rows = [await at.test.db.select().from(submission), place, at.platform.sent, at.platform.logged];
    expect(JSON.stringify(rows)).not.toContain("sentinel");
    expect((await at.test.db.select().from(submission))[0]?.input).toMatchObject({ benchmark: "bundled@1" });
    await createEndpointSubmission(ada, endpointInput);
    expect((await at.test.db.select().from(model)).map((one) => one.slug)).toEqual(["tiny-1b"]);
    const bob = await at.person("Bob");
    await createEndpointSubmission(bob, endpointInput);
    expect((await at.test.db.select().from(model)).map((one) => one.slug)).toContain("tiny-1b-bob-s-team");
  });

  it("refuses what cannot work, each with its own code, and stores nothing", async () => {
    await using at = await setUp();
    const ada = await at.person("Ada");
    const cases: [what: string, change: object, code: string][] = [
      ["two targets", { suite: "bundled" }, "invalid_input"],
      ["an unknown benchmark", { benchmark: "nothing" }, "unknown_benchmark"],
      ["an unknown version", { benchmark: "bundled@9" }, "unknown_benchmark"],
      ["an unknown suite", { benchmark: undefined, suite: "nothing" }, "unknown_benchmark"],
      ["an unknown method", { method: "nothing" }, "unsuitable_method"],
      ["a wrong parameter", { method: "self-consistency", params: { k: 0 } }, "invalid_input"],
      ["no samples", { samples: 0 }, "invalid_input"],
      ["a NUL character", { model: "a\u0000b" }, "invalid_input"],
      ["a private address", { url: "https://10.0.0.1/v1" }, "unsafe_address"],
      ["plain http", { url: "http://models.example.com/v1" }, "unsafe_address"],
      ["a metadata service", { url: "http://169.254.169.254/latest" }, "unsafe_address"],
      ["loopback, by somebody else than the admin", { url: "http://127.0.0.1:8000/v1" }, "unsafe_address"],
    ];
    for (const [what, change, code] of cases) {
      const sent = createEndpointSubmission(ada, { ...endpointInput, ...change });
      await expect(sent, what).rejects.toMatchObject({ code });
    }
    expect(await at.test.db.select().from(submission)).toEqual([]);
  });

  it("takes loopback from the admin of a local instance, and from nobody elsewhere", async () => {
    await using at = await setUp();
    const local = { ...endpointInput, url: "http://127.0.0.1:8000/v1" };
    await createEndpointSubmission(at.admin, local);
    const closed = { ...at.admin, settings: { ...at.admin.settings, allowLoopback: false } };
    await expect(createEndpointSubmission(closed, local)).rejects.toMatchObject({ code: "unsafe_address" });
  });

  it("gives the same submission for the same idempotency key, also at once, and refuses another input", async () => {
    await using at = await setUp();
    const ada = await at.person("Ada");
    const again = () => createEndpointSubmission(ada, endpointInput, { idempotencyKey: "one" });
    const [first, second] = await Promise.all([again(), again()]);
    expect(second).toEqual(first);
    expect(await again()).toEqual(first);
    expect(await at.test.db.select().from(endpoint)).toHaveLength(1);
    await expect(
      createEndpointSubmission(ada, { ...endpointInput, samples: 2 }, { idempotencyKey: "one" }),
    ).rejects.toMatchObject({ code: "conflict" });
    const bob = await at.person("Bob");
    expect(await createEndpointSubmission(bob, endpointInput, { idempotencyKey: "one" })).not.toEqual(first);
  });

  it("counts against the quota of the team and tells when it is free again", async () => {
    await using at = await setUp({ settings: { submissionsPerDay: 1 } });
    const ada = await at.person("Ada");
    await createEndpointSubmission(ada, endpointInput);
    at.platform.advance(3_600_000);
    await expect(createEndpointSubmission(ada, endpointInput)).rejects.toMatchObject({
      code: "quota_exceeded",
      retryAfterSeconds: 23 * 3600,
    });
    at.platform.advance(23 * 3_600_000);
    await createEndpointSubmission(ada, endpointInput);
  });
});

describe("createTraceSubmission", () => {
  it("streams the file into the store and is staged", async () => {
    await using at = await setUp();
    const ada = await at.person("Ada");
    const { submissionId } = await createTraceSubmission(ada, traceInput, bytes("{}\n", "{}\n"));
    const [row] = await at.test.db.select().from(submission);
    expect(row).toMatchObject({ id: submissionId, state: "staged", uploadBytes: 6, uploadKey: submissionId });
    expect(readdirSync(at.platform.uploadsDirectory)).toEqual([submissionId]);
    expect(at.platform.sent.map((event) => event.name)).toEqual(["submission/received"]);
  });

  it("refuses a declared or real size past the limit, an empty file and a broken connection, and says so in the state", async () => {
    await using at = await setUp();
    const ada = await at.person("Ada");
    const limits = { ...ada.settings.uploadLimits, compressedBytes: 4 };
    const small = { ...ada, settings: { ...ada.settings, uploadLimits: limits } };
    await expect(
      createTraceSubmission(small, traceInput, bytes("x"), { contentLength: 5 }),
    ).rejects.toMatchObject({ code: "payload_too_large" });
    expect(await at.test.db.select().from(submission)).toEqual([]);
    await expect(createTraceSubmission(small, traceInput, bytes("12345"))).rejects.toMatchObject({
      code: "payload_too_large",
    });
    await expect(createTraceSubmission(ada, traceInput, bytes())).rejects.toMatchObject({
      code: "bad_upload",
    });
    const broken = async function* () {
      yield Buffer.from("{");
      throw new Error("socket hang up");
    };
    await expect(createTraceSubmission(ada, traceInput, broken())).rejects.toThrow(/broke off/);
    const { items } = await listSubmissions(ada, { limit: 10 });
    expect(items.map((item) => [item.state, item.reason?.code]).sort()).toEqual([
      ["failed", "bad_upload"],
      ["failed", "bad_upload"],
      ["failed", "payload_too_large"],
    ]);
    expect(existsSync(at.platform.uploadsDirectory) && readdirSync(at.platform.uploadsDirectory)).toEqual([]);
    expect(at.platform.sent).toEqual([]);
  });
});

describe("forgetUploads", () => {
  it("removes the file of what has ended for as long as the operator says, and no other", async () => {
    await using at = await setUp();
    const ada = await at.person("Ada");
    const states = ["published", "cancelled", "withdrawn", "failed", "failed", "running"] as const;
    const ids: string[] = [];
    for (const [index, state] of states.entries()) {
      const { submissionId } = await createTraceSubmission(ada, traceInput, bytes("{}\n"));
      ids.push(submissionId);
      const reasonRetry = index === 3 ? ("never" as const) : ("later" as const);
      await at.test.db
        .update(submission)
        .set({ state, reasonCode: "test", reasonRetry })
        .where(eq(submission.id, submissionId));
    }
    const days = (uploadDays: number) => ({ ...ada, settings: { ...ada.settings, uploadDays } });
    at.platform.advance(30 * 24 * 3_600_000 - 1);
    expect([await forgetUploads(days(0)), await forgetUploads(days(30))]).toEqual([0, 0]);
    at.platform.advance(1);
    expect([await forgetUploads(days(30)), await forgetUploads(days(30))]).toEqual([4, 0]);
    expect(readdirSync(at.platform.uploadsDirectory).sort()).toEqual(ids.slice(4).sort());
    const kept = (column: AnyPgColumn) => at.test.db.$count(submission, isNotNull(column));
    expect([await kept(submission.uploadKey), await kept(submission.uploadSha256)]).toEqual([2, 6]);
  });
});

describe("who sees what", () => {
  it("shows a submission to its team and to administrators only, whatever its visibility", async () => {
    await using at = await setUp();
    const [ada, bob] = [await at.person("Ada"), await at.person("Bob")];
    const { submissionId: id } = await createEndpointSubmission(ada, {
      ...endpointInput,
      visibility: "private",
    });
    await expect(getSubmissionView(bob, { id })).rejects.toMatchObject({ code: "not_found" });
    await expect(cancelSubmission(bob, { id })).rejects.toMatchObject({ code: "not_found" });
    await expect(withdrawSubmission(bob, { id })).rejects.toMatchObject({ code: "not_found" });
    await expect(getSubmissionView(at.platform.anonymous, { id })).rejects.toMatchObject({
      code: "unauthenticated",
    });
    expect((await getSubmissionView(at.admin, { id })).id).toBe(id);
    expect((await listSubmissions(bob, { limit: 10 })).items).toEqual([]);
  });

  it("pages through one's own, newest first", async () => {
    await using at = await setUp();
    const ada = await at.person("Ada");
    const made: string[] = [];
    for (let index = 0; index < 5; index++) {
      at.platform.advance(index % 2);
      made.push((await createEndpointSubmission(ada, endpointInput)).submissionId);
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listSubmissions(ada, { limit: 2, cursor });
      seen.push(...page.items.map((item) => item.id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect([...seen].sort()).toEqual([...made].sort());
    expect(seen[0]).toBe((await listSubmissions(ada, { limit: 1 })).items[0]?.id);
    await expect(listSubmissions(ada, { limit: 2, cursor: "x" })).rejects.toMatchObject({
      code: "invalid_input",
    });
  });
});

describe("states", () => {
  /** The ways by which the workflow leads to each state, from `received`. */
  const WAYS: Record<SubmissionState, SubmissionState[]> = {
    received: [],
    staged: ["staged"],
    checking: ["checking"],
    needs_decision: ["staged", "checking", "needs_decision"],
    queued: ["checking", "queued"],
    running: ["checking", "queued", "running"],
    waiting: ["checking", "queued", "running", "waiting"],
    scoring: ["checking", "queued", "waiting", "running", "scoring"],
    published: ["checking", "queued", "running", "scoring", "published"],
    failed: ["checking", "failed"],
    cancelled: ["checking", "cancelled"],
    withdrawn: ["withdrawn"],
  };
  const reason = { code: "internal", message: "m", hint: "h", retry: "later" as const };

  it("are all reachable and shown, and every move beats", async () => {
    await using at = await setUp();
    const ada = await at.person("Ada");
    for (const state of SUBMISSION_STATES) {
      const { submissionId: id } = await createEndpointSubmission(ada, endpointInput);
      at.platform.advance(1000);
      for (const to of WAYS[state])
        await transition(at.platform.system, {
          submissionId: id,
          to,
          ...(to === "failed" ? { reason } : {}),
        });
      const view = await getSubmissionView(ada, { id });
      expect(view.state).toBe(state);
      expect(view.canCancel, state).toBe(!isSubmissionEnded(state));
      expect(view.canWithdraw, state).toBe(state !== "withdrawn");
      expect(view.reason?.code).toBe(state === "failed" ? "internal" : undefined);
      const now = at.platform.shared.clock.now().toISOString();
      if (state !== "received") expect(view.heartbeatAt).toBe(now);
    }
  });

  it("refuses what the table does not allow and keeps the state", async () => {
    await using at = await setUp();
    const ada = await at.person("Ada");
    const { submissionId } = await createEndpointSubmission(ada, endpointInput);
    await expect(transition(ada, { submissionId, to: "published" })).rejects.toMatchObject({
      code: "invalid_transition",
    });
    const at2 = at.platform.shared.clock.now();
    expect(await moveSubmission(at.test.db, { submissionId, to: "scoring", at: at2 })).toBe(false);
    expect((await getSubmissionView(ada, { id: submissionId })).state).toBe("received");
  });

  it("cancels, withdraws and decides, each once, and tells the workflow", async () => {
    await using at = await setUp();
    const ada = await at.person("Ada");
    const { submissionId: id } = await createTraceSubmission(ada, traceInput, bytes("{}"));
    await expect(decideSubmission(ada, { id, decision: "continue" })).rejects.toMatchObject({
      code: "invalid_transition",
    });
    await transition(at.platform.system, { submissionId: id, to: "checking" });
    await transition(at.platform.system, { submissionId: id, to: "needs_decision" });
    await at.test.db
      .insert(submissionLineError)
      .values({ submissionId: id, line: 3, code: "not_json", message: "no" });
    await at.test.db.update(submission).set({ lineErrorCount: 1 }).where(eq(submission.id, id));
    expect(await getSubmissionView(ada, { id })).toMatchObject({
      lineErrorCount: 1,
      lineErrors: [{ line: 3 }],
    });
    await decideSubmission(ada, { id, decision: "continue" });
    await cancelSubmission(ada, { id });
    await cancelSubmission(ada, { id });
    await withdrawSubmission(ada, { id });
    await withdrawSubmission(ada, { id });
    expect([...new Set(at.platform.sent.map((event) => event.id))]).toEqual([
      `submission/received:${id}`,
      `submission/decided:${id}`,
      `submission/cancelled:${id}`,
      `submission/withdrawn:${id}`,
    ]);
    await expect(cancelSubmission(ada, { id })).rejects.toMatchObject({ code: "invalid_transition" });
  });
});

describe("estimateCost", () => {
  it("multiplies problems, samples and calls, and counts prompt tokens", async () => {
    await using at = await setUp();
    const one = await estimateCost(at.platform.anonymous, { ...endpointInput, samples: 1 });
    const four = await estimateCost(at.platform.anonymous, { ...endpointInput, samples: 4 });
    expect(one.runs[0]).toMatchObject({ benchmark: "bundled", problems: 60, calls: [60, 60] });
    expect(four.runs[0]?.calls).toEqual([240, 240]);
    expect(one.runs[0]?.completionTokens[1]).toBe(60 * 512);
    expect(one.runs[0]?.promptTokens).toBeGreaterThan(60 * 20);
    expect(four.runs[0]?.promptTokens).toBe((one.runs[0]?.promptTokens ?? 0) * 4);
    const limited = await estimateCost(at.platform.anonymous, {
      ...endpointInput,
      sampling: { maxTokens: 8 },
    });
    expect(limited.runs[0]?.completionTokens).toEqual([480, 480]);
  });
});
