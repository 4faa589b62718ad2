import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import type { Lease } from "@/contracts/runner";
import { shard, submission } from "@/db/schema";
import { createAccount } from "@/server/domain/account";
import type { Ctx } from "@/server/domain/ctx";
import { planRuns } from "@/server/domain/plan";
import { enqueueCheck, enqueueGenerate } from "@/server/domain/shard";
import { createEndpointSubmission } from "@/server/domain/submission";
import { answered, type Desk, lease, openDesk, passCheck, report, submitterOf } from "./desk";

/** A submitter of a team of their own. */
async function submitter(desk: Desk, name: string): Promise<Ctx> {
  const made = await createAccount(desk.admin, { name, teamName: `${name}'s team` });
  return desk.platform.as(submitterOf(made));
}

let hosts = 0;

/** A submission whose work waits; each calls an address of its own. */
async function queued(desk: Desk, who: Ctx, more: { samples: number; concurrency?: number }) {
  const { submissionId } = await createEndpointSubmission(who, {
    url: `https://host-${hosts++}.example.org/v1`,
    model: "some-model",
    benchmark: "sentinel",
    concurrency: 1,
    ...more,
  });
  await passCheck(desk.test, submissionId);
  const { runs } = await planRuns(desk.system, submissionId);
  await enqueueGenerate(desk.system, runs[0]?.runId ?? "");
  return submissionId;
}

/** A runner that takes one lease at a time; gives the submissions in the order in which they were served. */
async function served(desk: Desk, most: number): Promise<string[]> {
  const order: string[] = [];
  while (order.length < most) {
    desk.platform.advance(10);
    const [held] = await lease(desk.runner, { max: 1, kinds: ["generate"] });
    if (held === undefined) break;
    order.push(held.submissionId);
    await report(desk.runner, held, { samples: answered(held) });
  }
  return order;
}

const shardsOf = (desk: Desk, submissionId: string) =>
  desk.test.db.$count(shard, eq(shard.submissionId, submissionId));

describe("sharing runners between submitters", () => {
  it("alternates between a long queue and a short one on a single runner, until the short one is through", async () => {
    await using desk = await openDesk({ problems: 24 });
    const [long, short] = [await submitter(desk, "Long"), await submitter(desk, "Short")];
    const longId = await queued(desk, long, { samples: 16 });
    desk.platform.advance(60_000);
    const shortId = await queued(desk, short, { samples: 1 });
    const ofShort = await shardsOf(desk, shortId);
    expect(await shardsOf(desk, longId)).toBeGreaterThan(ofShort);
    const order = await served(desk, 2 * ofShort + 1);
    const names = order.map((id) => (id === longId ? "long" : "short"));
    const pairs = Array.from({ length: ofShort }, () => ["long", "short"]).flat();
    expect(names).toEqual([...pairs, "long"]);
  });

  it("gives five teams the same number of leases, whatever they have queued and however many runners ask", async () => {
    await using desk = await openDesk({ problems: 24 });
    for (const [index, samples] of [40, 20, 10, 5, 5].entries()) {
      const who = await submitter(desk, `Team ${index}`);
      await queued(desk, who, { samples, concurrency: 64 });
    }
    const held: Lease[] = [];
    for (let round = 0; round < 5; round++)
      for (const name of ["r1", "r2"])
        held.push(...(await lease(desk.runner, { name, max: 1, kinds: ["generate"] })));
    const counts = new Map<string, number>();
    for (const { submissionId } of held) counts.set(submissionId, (counts.get(submissionId) ?? 0) + 1);
    expect([...counts.values()]).toEqual([2, 2, 2, 2, 2]);
  });

  it("serves one team's submissions in the order in which they came, a connection test before all of them", async () => {
    await using desk = await openDesk({ problems: 24 });
    const ada = await submitter(desk, "Ada");
    const firstId = await queued(desk, ada, { samples: 1 });
    desk.platform.advance(60_000);
    const secondId = await queued(desk, ada, { samples: 1 });
    const waitingId = (
      await createEndpointSubmission(ada, {
        url: "https://late.example.org/v1",
        model: "some-model",
        benchmark: "sentinel",
      })
    ).submissionId;
    await enqueueCheck(desk.system, waitingId);
    const [test] = await lease(desk.runner, { max: 1 });
    expect([test?.work.kind, test?.submissionId]).toEqual(["probe", waitingId]);
    const order = await served(desk, 100);
    expect(order.lastIndexOf(firstId)).toBeLessThan(order.indexOf(secondId));
    const [row] = await desk.test.db.select().from(submission).where(eq(submission.id, waitingId));
    expect(row?.state).toBe("checking");
  });
});
