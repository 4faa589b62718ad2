import { and, eq, gte, sql } from "drizzle-orm";
import { LEASE, type WorkItem } from "@/contracts/runner";
import { sampleKey } from "@/contracts/sample";
import type { Db } from "@/db/client";
import { sample, sampleLoss } from "@/db/schema";
import type { Ctx } from "../ctx";

/** Counts one more loss for each item; returns those that may be tried again. For the others see `storeLostSamples`. */
export async function countLosses(db: Db, runId: string, items: readonly WorkItem[]): Promise<WorkItem[]> {
  if (items.length === 0) return [];
  const counted = await db
    .insert(sampleLoss)
    .values(items.map((item) => ({ runId, problemId: item.problemId, sampleIndex: item.sample, losses: 1 })))
    .onConflictDoUpdate({
      target: [sampleLoss.runId, sampleLoss.problemId, sampleLoss.sampleIndex],
      set: { losses: sql`${sampleLoss.losses} + 1` },
    })
    .returning();
  const lost = new Set(
    counted
      .filter(({ losses }) => losses >= LEASE.lossesPerSample)
      .map(({ problemId, sampleIndex }) => sampleKey({ problemId, sample: sampleIndex })),
  );
  return items.filter((item) => !lost.has(sampleKey(item)));
}

/** How often each item of a run was lost so far, by `problem/sample`. */
export async function lossesOf(ctx: Ctx, runId: string): Promise<Map<string, number>> {
  const rows = await ctx.db.select().from(sampleLoss).where(eq(sampleLoss.runId, runId));
  return new Map(rows.map((row) => [`${row.problemId}/${row.sampleIndex}`, row.losses]));
}

/** What was lost three times becomes a stored sample without text, `infra_error: worker lost`, and the run goes on. */
export async function storeLostSamples(ctx: Ctx, runId: string): Promise<void> {
  const lost = await ctx.db
    .select({ problemId: sampleLoss.problemId, sample: sampleLoss.sampleIndex })
    .from(sampleLoss)
    .leftJoin(
      sample,
      and(
        eq(sample.runId, sampleLoss.runId),
        eq(sample.problemId, sampleLoss.problemId),
        eq(sample.sampleIndex, sampleLoss.sampleIndex),
      ),
    )
    .where(
      and(
        eq(sampleLoss.runId, runId),
        gte(sampleLoss.losses, LEASE.lossesPerSample),
        sql`${sample.runId} is null`,
      ),
    );
  if (lost.length === 0) return;
  const document = { response: "", reasoning: null, calls: [], artifacts: {} };
  const { hashes } = await ctx.traces.put(lost.map((item) => ({ key: { runId, ...item }, document })));
  await ctx.database.bulkInsert(
    sample,
    lost.map((item, index) => ({
      runId,
      problemId: item.problemId,
      sampleIndex: item.sample,
      fault: { kind: "infra_error" as const, code: "worker_lost", message: "worker lost" },
      tokenSource: "unknown" as const,
      calls: 0,
      traceSha256: hashes[index] ?? "",
      createdAt: ctx.clock.now(),
    })),
  );
  ctx.log.warn(
    { runId, samples: lost.length },
    "Samples whose lease was lost three times are infrastructure errors now.",
  );
}
