import { and, eq, inArray } from "drizzle-orm";
import type { Db } from "@/db/client";
import { endpoint, run, shard, submission } from "@/db/schema";
import { change, reopen } from "./finish-shard";
import { workLeft } from "./work-left";

const ENDED = ["failed", "cancelled"] as const;
const FRESH = { losses: 0, doneAt: null, failureCode: null, failureMessage: null };

/**
 * Makes the ended work of a submission's runs wait again, each shard with what is still missing, and forgets that their
 * endpoint failed, so that it is called at once.
 */
export async function reopenShards(tx: Db, runIds: readonly string[], at: Date): Promise<void> {
  if (runIds.length === 0) return;
  const ended = await tx
    .select({ row: shard, verifierKey: run.verifierKey })
    .from(shard)
    .innerJoin(run, eq(run.id, shard.runId))
    .where(and(inArray(shard.runId, [...runIds]), inArray(shard.state, [...ENDED])))
    .for("update", { of: shard });
  for (const { row, verifierKey } of ended) {
    // Judging for a verifier that was in use before an upgrade stays cancelled: no runner has that one.
    if (row.work.kind === "verify" && row.work.verifierKey !== verifierKey) continue;
    const left = await workLeft(tx, row, { ended: false });
    if (left === null) await change(tx, row, { ...FRESH, state: "done", doneAt: at });
    else await reopen(tx, row, left, { ...FRESH, notBefore: at });
  }
  const endpoints = tx
    .select({ id: run.endpointId })
    .from(run)
    .where(inArray(run.id, [...runIds]));
  await tx
    .update(endpoint)
    .set({ failures: 0, failingSince: null, nextTryAt: null, lastError: null })
    .where(inArray(endpoint.id, endpoints));
}

/** Makes the check of a submission wait again, and forgets what it found, where it did not end well. */
export async function reopenCheck(tx: Db, submissionId: string, at: Date): Promise<void> {
  const [owner] = await tx.select().from(submission).where(eq(submission.id, submissionId));
  const checks = await tx
    .select()
    .from(shard)
    .where(
      and(
        eq(shard.submissionId, submissionId),
        inArray(shard.workKey, ["check:probe", "check:ingest"]),
        inArray(shard.state, [...ENDED, "done"]),
      ),
    )
    .for("update");
  for (const row of checks) {
    const isGood = row.kind === "probe" ? owner?.probe?.ok : (owner?.ingest?.goodLines ?? 0) > 0;
    if (row.state === "done" && isGood) continue;
    await tx.update(submission).set({ probe: null, ingest: null }).where(eq(submission.id, submissionId));
    await reopen(tx, row, row.work, { ...FRESH, notBefore: at });
  }
}
