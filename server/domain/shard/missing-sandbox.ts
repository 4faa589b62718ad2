import { and, eq, gt, isNull, sql } from "drizzle-orm";
import { run, runner, shard } from "@/db/schema";
import type { Ctx } from "../ctx";
import type { StateReason } from "../submission";

/**
 * Why programs of a submission wait although runners are connected: none of those heard of since then has the sandbox that their
 * key names. Null where one has, where no programs wait, or while other work of the submission is done.
 */
export async function missingSandbox(
  ctx: Ctx,
  submissionId: string,
  since: Date,
): Promise<StateReason | null> {
  const key = sql<string | null>`coalesce(${shard.work}->>'verifierKey', ${run.verifierKey})`;
  const waiting = await ctx.db
    .selectDistinct({ key })
    .from(shard)
    .innerJoin(run, eq(run.id, shard.runId))
    .where(
      and(
        eq(shard.submissionId, submissionId),
        eq(shard.state, "pending"),
        sql`${shard.kind} in ('verify', 'ingest')`,
        sql`${key} like 'code.%'`,
      ),
    );
  if (waiting.length === 0) return null;
  const underWay = and(eq(shard.submissionId, submissionId), eq(shard.state, "leased"));
  if ((await ctx.db.$count(shard, underWay)) > 0) return null;
  const runners = await ctx.db
    .select({ engines: runner.engines })
    .from(runner)
    .where(and(isNull(runner.stoppedReason), eq(runner.trusted, true), gt(runner.lastSeenAt, since)));
  const offered = new Set(
    runners.flatMap(({ engines }) =>
      engines.flatMap(({ sandbox }) => (sandbox?.ok ? [sandbox.verifierKey] : [])),
    ),
  );
  const missing = waiting.find((one) => one.key !== null && !offered.has(one.key));
  if (missing === undefined) return null;
  return {
    code: "no_engine",
    message: `No connected, trusted runner has the sandbox in which the programs are judged (${missing.key}).`,
    hint: "Start one with it, with a newer Python, or with bubblewrap (docs/sandbox.md); the submission goes on by itself.",
    retry: "later",
  };
}
