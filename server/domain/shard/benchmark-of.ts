import { eq } from "drizzle-orm";
import { traceSubmissionSchema } from "@/contracts/submission";
import { benchmarkVersion, run, submission } from "@/db/schema";
import { resolveBenchmark } from "../catalog";
import type { Ctx } from "../ctx";
import { currentVerifierKey } from "../plan";

type Version = typeof benchmarkVersion.$inferSelect & { verifierKey: string };

/** The benchmark version that a shard works on: its run's, or before planning the one that the upload names. */
export async function resolveBenchmarkOf(
  ctx: Ctx,
  shard: { runId: string | null; submissionId: string },
): Promise<Version> {
  if (shard.runId !== null) {
    const [found] = await ctx.db
      .select({ version: benchmarkVersion, verifierKey: run.verifierKey })
      .from(run)
      .innerJoin(benchmarkVersion, eq(benchmarkVersion.id, run.benchmarkVersionId))
      .where(eq(run.id, shard.runId));
    if (found === undefined) throw new Error(`run ${shard.runId} is missing`);
    return { ...found.version, verifierKey: found.verifierKey };
  }
  const [owner] = await ctx.db.select().from(submission).where(eq(submission.id, shard.submissionId));
  const named = traceSubmissionSchema.parse(owner?.input);
  const target = await resolveBenchmark(ctx, named.benchmark);
  const verifierKey = currentVerifierKey(target.benchmark.card.answerKind, target.version.protocol);
  return { ...target.version, verifierKey };
}
