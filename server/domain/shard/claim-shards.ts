import { inArray, sql } from "drizzle-orm";
import { LEASE, type LeaseRequest } from "@/contracts/runner";
import type { ShardKind } from "@/contracts/states";
import type { Db } from "@/db/client";
import { shard, submission, team } from "@/db/schema";
import type { Ctx } from "../ctx";
import { FAILURES_TO_OPEN } from "./circuit-rules";
import { callsOf, slotsOf } from "./generate-items";
import type { Runner } from "./register-runner";

/** Any number; claims take turns (about a millisecond each), so that limits hold exactly. */
const CLAIM_LOCK = 5_119_204;
/** Golds travel only with these, and only to trusted runners. */
const TRUSTED_KINDS: readonly ShardKind[] = ["ingest", "verify"];

/** Leases beyond an endpoint's slots for the runner that holds all of them. */
const IN_RESERVE = 1;

export type LeasedShard = typeof shard.$inferSelect;

/**
 * Leases up to `request.max` pending shards to a runner. The team with the fewest live leases comes first, of equals the one that
 * has waited longest for a lease, then the oldest submission; an endpoint never gets more leases than its concurrency allows,
 * none while its circuit is open, and one while it is being tried again. A runner that holds all leases of an endpoint gets
 * some in reserve, and those whose last samples are under way do not count: its leases share the calls that the endpoint
 * allows (`place` in the lease), so that the last samples of one leave no call idle.
 */
export async function claimShards(ctx: Ctx, runner: Runner, request: LeaseRequest): Promise<LeasedShard[]> {
  const kinds = request.kinds.filter((kind) => runner.trusted || !TRUSTED_KINDS.includes(kind));
  if (kinds.length === 0) return [];
  const at = ctx.clock.now();
  return ctx.db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${CLAIM_LOCK})`);
    const ids = await candidates(tx, { runner, request, kinds, at });
    if (ids.length === 0) return [];
    const claimed = await tx
      .update(shard)
      .set({
        state: "leased",
        runnerId: runner.id,
        leaseGeneration: sql`${shard.leaseGeneration} + 1`,
        leaseExpiresAt: new Date(at.getTime() + LEASE.leaseMs),
        leasedAt: at,
      })
      .where(
        sql`${shard.id} in (select id from shard where id in ${ids} and state = 'pending' for update skip locked)`,
      )
      .returning();
    await noteServed(tx, claimed, at);
    return claimed;
  });
}

/** A runner that holds one lease at a time has no live leases to compare when it asks: it goes by who was served last. */
async function noteServed(tx: Db, claimed: readonly LeasedShard[], at: Date): Promise<void> {
  const submissionIds = [...new Set(claimed.map((one) => one.submissionId))];
  if (submissionIds.length === 0) return;
  const teams = tx
    .select({ id: submission.teamId })
    .from(submission)
    .where(inArray(submission.id, submissionIds));
  await tx.update(team).set({ lastLeaseAt: at }).where(inArray(team.id, teams));
}

async function candidates(
  tx: Db,
  input: { runner: Runner; request: LeaseRequest; kinds: ShardKind[]; at: Date },
): Promise<string[]> {
  const { runner, request, kinds, at } = input;
  const offers = request.engines.flatMap((engine) =>
    engine.models.length === 0
      ? [`${engine.name}/*`]
      : engine.models.map((model) => `${engine.name}/${model}`),
  );
  // Programs are judged by the sandbox that their key names, and by no other one.
  const sandboxKey =
    request.engines.flatMap(({ sandbox }) => (sandbox?.ok ? [sandbox.verifierKey] : []))[0] ?? "";
  const now = at.toISOString();
  const result = await tx.execute(sql`
    with busy as (
      select s.kind, s.runner_id, sub.team_id, coalesce(r.endpoint_id, s.run_id) as place,
        s.kind = 'generate' and s.progress_total - s.progress_done <= ${callsOf(sql`r.concurrency`)} as ending
      from shard s join submission sub on sub.id = s.submission_id left join run r on r.id = s.run_id
      where s.state = 'leased'
    ), team_busy as (select team_id, count(*) as leases from busy group by team_id),
    place_busy as (
      select place, count(*) as leases, case when bool_or(runner_id <> ${runner.id}) then 0
          else count(*) filter (where ending) + ${IN_RESERVE}::int end as spare
      from busy where kind in ('generate', 'assess') group by place
    ),
    candidate as (
      select s.id, s.kind, s.priority, t.last_lease_at,
        coalesce(tb.leases, 0) + row_number() over (partition by sub.team_id order by s.priority, s.id) as turn,
        coalesce(pb.leases, 0)
          + row_number() over (partition by coalesce(r.endpoint_id, s.run_id, s.id), s.kind order by s.priority, s.id) as slot,
        case when e.failures >= ${FAILURES_TO_OPEN} then 1
          else ${slotsOf(sql`coalesce(r.concurrency, 1)`)} + coalesce(pb.spare, 0) end as slots
      from shard s
      join submission sub on sub.id = s.submission_id
      join team t on t.id = sub.team_id
      left join run r on r.id = s.run_id
      left join endpoint e on e.id = coalesce(r.endpoint_id, sub.endpoint_id)
      left join benchmark_version bv on bv.id = r.benchmark_version_id
      left join team_busy tb on tb.team_id = sub.team_id
      left join place_busy pb on pb.place = coalesce(r.endpoint_id, s.run_id)
      where s.state = 'pending' and s.not_before <= ${now} and s.kind in ${kinds}
        and sub.state not in ('failed', 'cancelled', 'withdrawn')
        and (r.id is null or r.state not in ('failed', 'cancelled', 'withdrawn'))
        and (s.kind not in ('generate', 'assess') or e.next_try_at is null or e.next_try_at <= ${now})
        and (s.kind not in ('generate', 'assess', 'probe') or e.engine is null
          or (${runner.trusted} and (${inOffers(sql`e.engine || '/' || e.served_name`, offers)}
            or ${inOffers(sql`e.engine || '/*'`, offers)})))
        and (s.kind not in ('verify', 'ingest')
          or coalesce(s.work->>'verifierKey', r.verifier_key, '') not like 'code.%'
          or coalesce(s.work->>'verifierKey', r.verifier_key) = ${sandboxKey})
        and (bv.id is null or bv.access <> 'hidden-text' or ${runner.trusted})
    )
    select id from candidate where kind not in ('generate', 'assess') or slot <= slots
    order by turn, last_lease_at nulls first, priority, id limit ${request.max}`);
  return rowsOf(result).map((row) => String(row.id));
}

function inOffers(name: ReturnType<typeof sql>, offers: readonly string[]) {
  return offers.length === 0 ? sql`false` : sql`${name} in ${offers}`;
}

/** Rows of a raw statement; both drivers put them under `rows`. */
export function rowsOf(result: unknown): Record<string, unknown>[] {
  if (typeof result === "object" && result !== null && "rows" in result && Array.isArray(result.rows)) {
    return result.rows;
  }
  throw new Error("the driver returned no rows");
}
