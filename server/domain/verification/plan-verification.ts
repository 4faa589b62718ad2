import { and, asc, eq, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { problemOfSample, verdictOfSample } from "@/db/sample-joins";
import { problem, type run, sample, shard, verdict } from "@/db/schema";
import type { Ctx } from "../ctx";
import { announceShards, insertShards, lockRun, priorityOf, submittedRun, workDigest } from "../shard";

/**
 * Samples that one verify shard holds at least, in whole problems; the last one of a run may hold fewer. A shard costs
 * both sides about as much as judging a hundred short answers does.
 */
const SAMPLES_PER_SHARD = 128;
/** Before all generation of the same submission: verdicts are quick and people wait for them. */
const RANK = 0;

/**
 * Enqueues verification of problems whose samples are all there and not judged yet, whole problems per shard. While generation goes
 * on (`final` false) only full shards; at its end whatever is left. Doing it again adds nothing. Returns the number of new shards.
 */
export async function planVerification(
  ctx: Ctx,
  runId: string,
  { final }: { final: boolean },
): Promise<number> {
  const added = await ctx.db.transaction(async (tx) => {
    await lockRun(tx, runId);
    const found = await submittedRun(tx, runId);
    if (found === undefined || found.run.kind === "reduced") return 0;
    const ready = await unjudgedSamples(tx, found.run, { verifierKey: found.run.verifierKey, final });
    const groups = intoShards(ready, final);
    return insertShards(
      ctx,
      tx,
      groups.map((problems) => {
        const problemIds = problems.map((item) => item.problemId);
        return {
          submissionId: found.run.submissionId,
          runId,
          work: { kind: "verify", problemIds, verifierKey: found.run.verifierKey },
          // With the counts of samples: a problem that got more of them since is other work.
          workKey: `verify:${runId}:${workDigest([found.run.verifierKey, problems])}`,
          priority: priorityOf(found.submittedAt, RANK),
          total: problems.reduce((sum, item) => sum + item.samples, 0),
        };
      }),
    );
  });
  if (added > 0) await announceShards(ctx);
  return added;
}

type Ready = { problemId: string; samples: number };

/** Problems of a run with samples that have no verdict under the key and no shard that brings it, in benchmark order. */
export async function unjudgedSamples(
  tx: Db,
  planned: typeof run.$inferSelect,
  { verifierKey, final }: { verifierKey: string; final: boolean },
): Promise<Ready[]> {
  // A run that was just stored has no statistics yet: the planner would compare every sample with every verdict.
  await tx.execute(sql`set local enable_nestloop = off`);
  const rows = await tx
    .select({ problemId: sample.problemId, samples: sql<number>`count(*)::int` })
    .from(sample)
    .innerJoin(problem, problemOfSample(planned.benchmarkVersionId))
    .leftJoin(verdict, verdictOfSample(verifierKey))
    .where(eq(sample.runId, planned.id))
    .groupBy(sample.problemId, problem.ordinal)
    .having(
      sql`count(${verdict.runId}) < count(*) and (${final} or count(*) >= ${planned.samplesPerProblem})`,
    )
    .orderBy(asc(problem.ordinal));
  await tx.execute(sql`set local enable_nestloop to default`);
  const known = await tx
    .select({ work: shard.work })
    .from(shard)
    .where(
      and(
        eq(shard.runId, planned.id),
        eq(shard.kind, "verify"),
        sql`${shard.state} in ('pending', 'leased', 'failed')`,
      ),
    );
  const covered = new Set(
    known.flatMap(({ work }) =>
      work.kind === "verify" && work.verifierKey === verifierKey ? work.problemIds : [],
    ),
  );
  return rows.filter((row) => !covered.has(row.problemId));
}

/** Whole problems in shards of at least 128 samples; what does not fill one waits unless nothing more comes. */
export function intoShards(ready: readonly Ready[], final: boolean): Ready[][] {
  const full: Ready[][] = [];
  let open: Ready[] = [];
  let samples = 0;
  for (const item of ready) {
    open.push(item);
    samples += item.samples;
    if (samples < SAMPLES_PER_SHARD) continue;
    full.push(open);
    open = [];
    samples = 0;
  }
  return final && open.length > 0 ? [...full, open] : full;
}
