import { and, eq } from "drizzle-orm";
import { PlumblineError } from "@/contracts/errors";
import type { Db } from "@/db/client";
import { endpoint, run, runner, shard, submission } from "@/db/schema";
import type { Ctx } from "../ctx";
import type { LeasedShard } from "./claim-shards";
import { type Runner, runnerKeyOf } from "./register-runner";

export type LeaseRef = { shardId: string; leaseGeneration: number };
export type HeldLease = {
  shard: LeasedShard;
  runner: Runner;
  /** Under which verdicts of the shard's run are stored now; null without a run. */
  verifierKey: string | null;
  /** Failures in a row of the endpoint that the shard's run calls; null where it calls none. */
  endpointFailures: number | null;
  /** When the submission was last heard of. */
  heartbeatAt: Date;
};

/**
 * The shard that the caller holds under this lease generation. Anything else (expired and leased again, cancelled, another
 * runner's) is `stale_lease`: the runner stops that work and reports nothing.
 */
export async function heldLease(ctx: Ctx, lease: LeaseRef): Promise<HeldLease> {
  const apiKeyId = runnerKeyOf(ctx);
  const [held] = await ctx.db
    .select({
      shard,
      runner,
      verifierKey: run.verifierKey,
      endpointFailures: endpoint.failures,
      heartbeatAt: submission.heartbeatAt,
    })
    .from(shard)
    .innerJoin(runner, eq(runner.id, shard.runnerId))
    .innerJoin(submission, eq(submission.id, shard.submissionId))
    .leftJoin(run, eq(run.id, shard.runId))
    .leftJoin(endpoint, eq(endpoint.id, run.endpointId))
    .where(and(...leaseIs(lease), eq(runner.apiKeyId, apiKeyId)));
  if (held === undefined) throw staleLease(lease);
  if (held.runner.stoppedReason !== null) {
    throw new PlumblineError("forbidden", `This runner is stopped: ${held.runner.stoppedReason}.`, {
      hint: "Ask the operator.",
    });
  }
  return held;
}

/** The same check inside a transaction, with the row locked to its end. */
export async function lockHeldShard(tx: Db, lease: LeaseRef): Promise<LeasedShard> {
  const [row] = await tx
    .select()
    .from(shard)
    .where(and(...leaseIs(lease)))
    .for("update");
  if (row === undefined) throw staleLease(lease);
  return row;
}

/** A trusted runner's lease: golds and verdicts go only through these. */
export async function heldTrustedLease(ctx: Ctx, lease: LeaseRef): Promise<HeldLease> {
  const held = await heldLease(ctx, lease);
  if (held.runner.trusted) return held;
  throw new PlumblineError("forbidden", "Golds and verdicts are for trusted runners only.", {
    hint: "Ask the operator to register this runner's key as trusted.",
  });
}

function leaseIs(lease: LeaseRef) {
  return [
    eq(shard.id, lease.shardId),
    eq(shard.leaseGeneration, lease.leaseGeneration),
    eq(shard.state, "leased"),
  ];
}

function staleLease(lease: LeaseRef): PlumblineError {
  return new PlumblineError(
    "stale_lease",
    `The lease ${lease.leaseGeneration} on ${lease.shardId} is over.`,
    {
      hint: "Stop this shard's work and lease again; what was reported before is kept.",
    },
  );
}
