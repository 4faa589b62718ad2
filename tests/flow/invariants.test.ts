import { eq, sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { submissionStateSchema } from "@/contracts/states";
import { endpoint, run, sample, submission, trace } from "@/db/schema";
import { identify } from "@/server/api/request-context";
import { handleLease, handleReport } from "@/server/api/runner";
import { sweep } from "@/server/domain/leaderboard";
import { enqueueCheck, judgeCheck } from "@/server/domain/shard";
import { createEndpointSubmission } from "@/server/domain/submission";
import { answered, lease, leaseOne, openDesk, report } from "./desk";

const LEASE = JSON.stringify({
  name: "x",
  version: "1",
  kinds: ["generate"],
  engines: [],
  max: 1,
  waitMs: 0,
});

function post(body: string, authorization?: string): Request {
  return new Request("http://localhost/api/v1/runner/lease", {
    method: "POST",
    body,
    headers: { "content-type": "application/json", ...(authorization ? { authorization } : {}) },
  });
}

describe("invariants (architecture)", () => {
  it("1: traces and the index of their texts cannot be changed", async () => {
    await using desk = await openDesk();
    await desk.submit();
    const held = await leaseOne(desk.runner);
    await report(desk.runner, held, { samples: answered(held) });
    for (const table of ["trace", "trace_text", "trace_block"]) {
      const column =
        { trace: "text_sha256", trace_text: "length_bytes", trace_block: "raw_bytes" }[table] ?? "";
      const change = desk.test.db.execute(sql.raw(`update ${table} set ${column} = ${column}`));
      await expect(change).rejects.toThrow();
    }
    const [row] = await desk.test.db.select().from(sample).limit(1);
    const [text] = await desk.test.db
      .select()
      .from(trace)
      .where(eq(trace.problemId, row?.problemId ?? ""))
      .limit(1);
    expect(text?.textSha256).toBe(row?.traceSha256);
  });

  it("7: an endpoint's key is sealed at rest, in no log or event, and only in the lease that needs it", async () => {
    await using desk = await openDesk();
    await desk.submit({ apiKey: "sk-endpoint-key-sentinel" });
    const [stored] = await desk.test.db.select().from(endpoint);
    expect(JSON.stringify(stored)).not.toContain("sk-endpoint-key-sentinel");
    const held = await leaseOne(desk.untrusted, { kinds: ["generate"] });
    expect(JSON.stringify(held)).toContain("sk-endpoint-key-sentinel");
    const everything = JSON.stringify([
      await desk.test.db.select().from(submission),
      await desk.test.db.select().from(run),
      desk.platform.sent,
      desk.platform.logged,
    ]);
    expect(everything).not.toContain("sk-endpoint-key-sentinel");
  });

  it("9: the runner's protocol is for keys with the scope runner, and answers errors in the public form", async () => {
    await using desk = await openDesk();
    const who = (request: Request) => identify(desk.platform.anonymous, request);
    const nobody = await handleLease(post(LEASE), who);
    expect([nobody.status, (await nobody.json()).error.code]).toEqual([401, "unauthenticated"]);
    const wrong = await handleLease(post(LEASE, `Bearer pl_${"A".repeat(43)}`), who);
    expect([wrong.status, (await wrong.json()).error.code]).toEqual([403, "forbidden"]);
    const right = await handleLease(post(LEASE, `Bearer pl_${"R".repeat(43)}`), who);
    expect(await right.json()).toEqual({ leases: [], retryAfterMs: 200 });
    const broken = await handleLease(post("{}", `Bearer pl_${"R".repeat(43)}`), who);
    expect([broken.status, (await broken.json()).error.code]).toEqual([422, "invalid_input"]);
    const large = JSON.stringify({ text: "x".repeat(5 * 1024 ** 2) });
    expect((await handleReport(post(large, `Bearer pl_${"R".repeat(43)}`), who)).status).toBe(413);
  });

  it("10: whoever waits without a runner is told so, and what stands still is sent to the workflow again", async () => {
    await using desk = await openDesk();
    const { submissionId } = await createEndpointSubmission(desk.admin, {
      url: "http://127.0.0.1:9/v1",
      model: "m",
      benchmark: "sentinel",
    });
    const stateOf = async () => {
      const [row] = await desk.test.db.select().from(submission).where(eq(submission.id, submissionId));
      return { state: submissionStateSchema.parse(row?.state), reason: row?.reasonCode };
    };
    desk.platform.advance(5 * 60_000 + 1);
    const before = desk.platform.sent.length;
    expect((await sweep(desk.system)).resent).toBe(1);
    expect(desk.platform.sent.slice(before).map((event) => event.name)).toEqual(["submission/received"]);
    expect((await sweep(desk.system)).resent).toBe(0);

    expect(await judgeCheck(desk.system, submissionId)).toBe("wait");
    await enqueueCheck(desk.system, submissionId);
    await sweep(desk.system);
    expect(await stateOf()).toEqual({ state: "checking", reason: "no_runner" });
    desk.platform.advance(6 * 60_000);
    expect((await sweep(desk.system)).resent).toBe(0);

    const held = await leaseOne(desk.runner, { kinds: ["probe"] });
    expect(await stateOf()).toEqual({ state: "checking", reason: null });
    const probe = {
      ok: false,
      code: "unreachable",
      message: "Nobody answers there.",
      latencyMs: null,
      models: [],
      capabilities: [],
      server: null,
      sample: null,
    };
    await report(desk.runner, held, { probe });
    expect(desk.platform.sent.at(-1)?.name).toBe("submission/shard.finished");
    expect(await judgeCheck(desk.system, submissionId)).toBe("ended");
    expect(await judgeCheck(desk.system, submissionId)).toBe("ended");
    expect(await stateOf()).toEqual({ state: "failed", reason: "unreachable" });
  });

  it("10: runs whose shards are through are woken, and waiting work keeps its heartbeat", async () => {
    await using desk = await openDesk();
    const { submissionId, runIds } = await desk.submit({ samples: 1 });
    desk.platform.advance(20_000);
    await sweep(desk.system);
    const [waiting] = await desk.test.db.select().from(submission).where(eq(submission.id, submissionId));
    expect([waiting?.state, waiting?.reasonCode]).toEqual(["waiting", "no_runner"]);
    for (const held of await lease(desk.runner)) await report(desk.runner, held, { samples: answered(held) });
    for (let round = 0; round < 10; round++) {
      for (const held of await lease(desk.runner, { kinds: ["generate"] }))
        await report(desk.runner, held, { samples: answered(held) });
    }
    const [working] = await desk.test.db
      .select()
      .from(run)
      .where(eq(run.id, runIds[0] ?? ""));
    expect(working?.state).toBe("running");
    desk.platform.advance(40_000);
    const before = desk.platform.sent.length;
    expect((await sweep(desk.system)).woken).toBe(1);
    const stages = desk.platform.sent.slice(before).map((event) => event.name);
    expect(stages).toEqual(["run/shards.finished", "run/shards.finished"]);
  });
});
