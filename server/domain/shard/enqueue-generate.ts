import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { PlumblineError } from "@/contracts/errors";
import { sampleKey } from "@/contracts/sample";
import type { Db } from "@/db/client";
import { problem, sample, shard } from "@/db/schema";
import type { Ctx } from "../ctx";
import { announceShards } from "./announce-shards";
import { generateChunks } from "./generate-items";
import { insertOrReopen, priorityOf, workDigest } from "./insert-shards";
import { submittedRun } from "./submitted-run";

/** Ranks of a run's shards: verification before generation, in the order of work. */
const FIRST_RANK = 1000;

/**
 * Enqueues what is missing of a generated run: all (problem, sample) pairs, less those stored, less those in open shards.
 * Doing it again adds nothing. Returns the number of new shards.
 */
export async function enqueueGenerate(ctx: Ctx, runId: string): Promise<number> {
  const added = await ctx.db.transaction(async (tx) => {
    await lockRun(tx, runId);
    const found = await submittedRun(tx, runId);
    if (found === undefined) {
      throw new PlumblineError("not_found", `There is no run ${runId}.`, { hint: "Check the id." });
    }
    const problems = await tx
      .select({ id: problem.id })
      .from(problem)
      .where(eq(problem.benchmarkVersionId, found.run.benchmarkVersionId))
      .orderBy(asc(problem.ordinal));
    const there = await storedOrOpen(tx, runId);
    const chunks = generateChunks(
      {
        problemIds: problems.map((row) => row.id),
        samplesPerProblem: found.run.samplesPerProblem,
        concurrency: found.run.concurrency,
      },
      (item) => there.has(sampleKey(item)),
    );
    return insertOrReopen(
      ctx,
      tx,
      chunks.map((items, index) => ({
        submissionId: found.run.submissionId,
        runId,
        work: { kind: "generate", items },
        workKey: `generate:${runId}:${workDigest(items)}`,
        priority: priorityOf(found.submittedAt, FIRST_RANK + index),
        total: items.length,
      })),
    );
  });
  if (added > 0) await announceShards(ctx);
  return added;
}

/** One at a time for one run: planning of shards from two places must not overlap. Held to the end of the transaction. */
export async function lockRun(tx: Db, runId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${runId}, 7))`);
}

async function storedOrOpen(tx: Db, runId: string): Promise<Set<string>> {
  const stored = await tx
    .select({ problemId: sample.problemId, sample: sample.sampleIndex })
    .from(sample)
    .where(eq(sample.runId, runId));
  const open = await tx
    .select({ work: shard.work })
    .from(shard)
    .where(
      and(eq(shard.runId, runId), eq(shard.kind, "generate"), inArray(shard.state, ["pending", "leased"])),
    );
  return new Set(
    [...stored, ...open.flatMap(({ work }) => (work.kind === "generate" ? work.items : []))].map(sampleKey),
  );
}
