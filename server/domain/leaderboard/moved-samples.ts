import { and, asc, desc, eq, ne } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { MovedSamples } from "@/contracts/rescore";
import { problem, rescoreRun, verdict } from "@/db/schema";
import type { Ctx } from "../ctx";
import { textRights } from "./visibility";
import { visibleRun } from "./visible-run";

const MOST_SAMPLES = 200;

/** The samples behind what a re-score did to a run: those whose outcome it changed, both answers and the rule that decides now. */
export async function movedSamples(ctx: Ctx, runId: string): Promise<MovedSamples> {
  const found = await visibleRun(ctx, runId);
  const poolId = found.run.sourceRunId ?? found.run.id;
  const toKey = found.run.verifierKey;
  const [last] = await ctx.db
    .select()
    .from(rescoreRun)
    .where(and(eq(rescoreRun.runId, poolId), eq(rescoreRun.toKey, toKey), eq(rescoreRun.state, "done")))
    .orderBy(desc(rescoreRun.finishedAt))
    .limit(1);
  const empty = { runId: found.run.id, fromKey: last?.fromKey ?? null, toKey, summary: null, items: [] };
  if (last === undefined) return empty;
  const before = alias(verdict, "before");
  const rows = await ctx.db
    .select({ before, after: verdict })
    .from(before)
    .innerJoin(
      verdict,
      and(
        eq(verdict.runId, before.runId),
        eq(verdict.verifierKey, toKey),
        eq(verdict.problemId, before.problemId),
        eq(verdict.sampleIndex, before.sampleIndex),
        ne(verdict.outcome, before.outcome),
      ),
    )
    .innerJoin(
      problem,
      and(eq(problem.benchmarkVersionId, found.version.id), eq(problem.id, before.problemId)),
    )
    .where(and(eq(before.runId, poolId), eq(before.verifierKey, last.fromKey)))
    .orderBy(asc(problem.ordinal), asc(before.sampleIndex))
    .limit(MOST_SAMPLES);
  const rights = textRights(ctx, found.version);
  return {
    ...empty,
    summary: {
      samples: last.samples,
      moved: last.moved,
      becameCorrect: last.becameCorrect,
      noLongerCorrect: last.noLongerCorrect,
      scoreBefore: last.scoreBefore,
      scoreAfter: last.scoreAfter,
    },
    items: rows.map((row) => ({
      problemId: row.before.problemId,
      sample: row.before.sampleIndex,
      before: row.before.outcome,
      after: row.after.outcome,
      extractedBefore: rights.trace ? row.before.extracted : null,
      extractedAfter: rights.trace ? row.after.extracted : null,
      ruleBefore: row.before.rule,
      rule: row.after.rule,
    })),
  };
}
