import { and, asc, eq, inArray, or, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { problemOfSample, verdictOfSample } from "@/db/sample-joins";
import { problem, type run, sample, shard, verdict } from "@/db/schema";
import type { Ctx } from "../ctx";
import { moveRun } from "../plan";
import {
  announceShards,
  insertOrReopen,
  lockRun,
  openShards,
  priorityOf,
  submittedRun,
  workDigest,
} from "../shard";

/**
 * Samples that one verify shard holds at least, in whole problems; the last one of a run may hold fewer. A shard costs
 * both sides about as much as judging a hundred short answers does.
 */
const SAMPLES_PER_SHARD = 128;
/** Before all generation of the same submission: verdicts are quick and people wait for them. */
const RANK = 0;

/**
 * Enqueues verification of problems whose samples are all there and not judged yet, whole problems per shard. While generation goes
 * on (`final` false) only full shards; at its end whatever is left. Doing it again adds nothing. `closes` moves a run of which
 * nothing is left to judge to its scoring at the same moment, so that no upgrade comes between. Returns the number of shards that
 * are to be done from now on, and of all that are open.
 */
export async function planVerification(
  ctx: Ctx,
  runId: string,
  { final, closes = false }: { final: boolean; closes?: boolean },
): Promise<{ added: number; open: number }> {
  const planned = await ctx.db.transaction(async (tx) => {
    await lockRun(tx, runId);
    const found = await submittedRun(tx, runId);
    if (found === undefined || found.run.kind === "reduced") return { added: 0, open: 0 };
    const { verifierKey } = found.run;
    const prefix = `verify:${runId}:`;
    const ready = await unjudgedSamples(tx, found.run, { verifierKey, prefix, final });
    const added = await insertOrReopen(
      ctx,
      tx,
      intoShards(ready, final).map((problems) => ({
        submissionId: found.run.submissionId,
        runId,
        work: { kind: "verify", problemIds: problems.map((item) => item.problemId), verifierKey },
        // With the counts of samples: a problem that got more of them since is other work.
        workKey: `${prefix}${workDigest([verifierKey, problems])}`,
        priority: priorityOf(found.submittedAt, RANK),
        total: problems.reduce((sum, item) => sum + item.samples, 0),
      })),
    );
    const open = await openShards(tx, runId, "verify");
    if (closes && open === 0) await moveRun(tx, { runId, to: "scoring", at: ctx.clock.now() });
    return { added, open };
  });
  if (planned.added > 0) await announceShards(ctx);
  return planned;
}

type Ready = { problemId: string; samples: number };

/**
 * Problems of a run with samples that have no verdict under the key and no shard that brings it, in benchmark order. What a shard
 * whose work key begins with `prefix` has failed at is not tried once more.
 */
export async function unjudgedSamples(
  tx: Db,
  planned: typeof run.$inferSelect,
  { verifierKey, prefix, final }: { verifierKey: string; prefix: string; final: boolean },
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
        or(
          inArray(shard.state, ["pending", "leased"]),
          and(eq(shard.state, "failed"), sql`starts_with(${shard.workKey}, ${prefix})`),
        ),
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
