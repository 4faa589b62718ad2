import { and, eq, inArray } from "drizzle-orm";
import type { WorkItem } from "@/contracts/runner";
import { sampleKey } from "@/contracts/sample";
import { problemOfSample } from "@/db/sample-joins";
import { problem, sample, shard } from "@/db/schema";
import type { Ctx } from "../ctx";
import { announceShards } from "./announce-shards";
import { lockRun } from "./enqueue-generate";
import { concurrencyShares, inChunks } from "./generate-items";
import { insertOrReopen, priorityOf, workDigest } from "./insert-shards";
import { unassessedItems } from "./missing-work";
import { submittedRun } from "./submitted-run";

/** Most samples in one assess shard; each of them is many calls. */
const MOST_ITEMS = 8;
/** After all generation of the same submission. */
const FIRST_RANK = 50_000;

/**
 * Enqueues what a reduced run still needs of assessments of its source's samples: all samples with model text, less those
 * assessed, less those in open shards. Doing it again adds nothing. Returns the number of new shards.
 */
export async function enqueueAssess(ctx: Ctx, runId: string): Promise<number> {
  const added = await ctx.db.transaction(async (tx) => {
    await lockRun(tx, runId);
    const found = await submittedRun(tx, runId);
    const assessor = found?.run.manifest.assessor;
    if (found === undefined || assessor === undefined) return 0;
    const samples = await tx
      .select({ problemId: sample.problemId, sample: sample.sampleIndex, fault: sample.fault })
      .from(sample)
      .innerJoin(problem, problemOfSample(found.run.benchmarkVersionId))
      .where(eq(sample.runId, found.run.sourceRunId ?? ""))
      .orderBy(problem.ordinal, sample.sampleIndex);
    const texts = samples.filter(({ fault }) => fault?.kind !== "infra_error");
    const shards = await tx
      .select({ work: shard.work })
      .from(shard)
      .where(
        and(eq(shard.runId, runId), eq(shard.kind, "assess"), inArray(shard.state, ["pending", "leased"])),
      );
    const open = new Set(
      shards.flatMap(({ work }) => (work.kind === "assess" ? work.items.map(sampleKey) : [])),
    );
    const items: WorkItem[] = texts
      .filter((item) => !open.has(sampleKey(item)))
      .map(({ problemId, sample: index }) => ({ problemId, sample: index }));
    const missing = await unassessedItems(tx, { runId, items, assessor });
    const { slots } = concurrencyShares(found.run.concurrency);
    const size = Math.min(MOST_ITEMS, Math.max(1, Math.ceil(missing.length / (4 * slots))));
    return insertOrReopen(
      ctx,
      tx,
      inChunks(missing, size).map((part, index) => ({
        submissionId: found.run.submissionId,
        runId,
        work: { kind: "assess" as const, items: part, assessor },
        workKey: `assess:${runId}:${workDigest(part)}`,
        priority: priorityOf(found.submittedAt, FIRST_RANK + index),
        total: part.length,
      })),
    );
  });
  if (added > 0) await announceShards(ctx);
  return added;
}
