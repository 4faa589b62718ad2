import { sql } from "drizzle-orm";
import { z } from "zod";
import type { CopiedTraces } from "@/contracts/board";
import type { Ctx } from "../ctx";
import { ofPublished } from "./of-published";
import type { VisibleRun } from "./visible-run";

/** Samples by which other runs are looked for; those that share none of them are not counted. */
const PROBES = 8;
/** Shorter records are the same by chance: two models that both answer "B". */
const LONG_BYTES = 400;
/** A run with fewer of its long records in common is not named: everybody may quote the same few answers. */
const LEAST_SHARE = 0.5;

const rowSchema = z.object({ run_id: z.string(), shared: z.coerce.number(), long: z.coerce.number() });
const rowsSchema = z.object({ rows: z.array(rowSchema) });

const copiedOf = ofPublished<CopiedTraces | null>();

/**
 * The earlier public run of another team that has the same records (by SHA-256, at the same problem and sample) as at least half
 * of this uploaded run's long ones; null where there is none, and for runs that the platform generated itself.
 */
export function copiedTraces(ctx: Ctx, found: VisibleRun): Promise<CopiedTraces | null> {
  if (found.run.kind !== "imported" || found.run.publishedAt === null) return Promise.resolve(null);
  return copiedOf(ctx, found.run, () => lookFor(ctx, found));
}

async function lookFor(ctx: Ctx, { run }: VisibleRun): Promise<CopiedTraces | null> {
  const result = await ctx.db.execute(sql`
    with mine as (
      select s.problem_id, s.sample_index, s.trace_sha256 from sample s
      join trace_text t on t.sha256 = s.trace_sha256
      where s.run_id = ${run.id} and t.length_bytes >= ${LONG_BYTES}
    ), probe as (select * from mine order by trace_sha256 limit ${PROBES}),
    earlier as (
      select r.id, r.published_at from run r
      where r.benchmark_version_id = ${run.benchmarkVersionId} and r.kind <> 'reduced' and r.state = 'published'
        and r.visibility = 'public' and r.published_at < ${run.publishedAt?.toISOString() ?? null}
        and r.team_id <> ${run.teamId}
    ), suspect as (
      select distinct e.id, e.published_at from earlier e cross join probe p
      join sample o on o.run_id = e.id and o.problem_id = p.problem_id and o.sample_index = p.sample_index
        and o.trace_sha256 = p.trace_sha256
    )
    select o.run_id, count(*) as shared, (select count(*) from mine) as long
    from suspect x join sample o on o.run_id = x.id
    join mine m using (problem_id, sample_index, trace_sha256)
    group by o.run_id, x.published_at order by shared desc, x.published_at, o.run_id limit 1`);
  const [most] = rowsSchema.parse(result).rows;
  if (most === undefined || most.shared < LEAST_SHARE * most.long) return null;
  return { runId: most.run_id, samples: most.shared };
}
