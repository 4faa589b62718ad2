import { and, desc, eq } from "drizzle-orm";
import type { Contest } from "@/contracts/contest";
import { account, benchmark, benchmarkVersion, problem, run, verdictContest } from "@/db/schema";
import { requireAdmin } from "../account";
import type { Ctx } from "../ctx";
import { verifierPolicies } from "../plan";

const MOST_CONTESTS = 500;

/** Contested verdicts, newest first, at most 500, each as a case for the verifier's case files. Administrators only. */
export async function listContests(ctx: Ctx): Promise<Contest[]> {
  requireAdmin(ctx);
  const rows = await ctx.db
    .select({
      contest: verdictContest,
      problem,
      benchmark: benchmark.slug,
      account: account.name,
      protocol: benchmarkVersion.protocol,
    })
    .from(verdictContest)
    .innerJoin(run, eq(run.id, verdictContest.runId))
    .innerJoin(benchmarkVersion, eq(benchmarkVersion.id, run.benchmarkVersionId))
    .innerJoin(benchmark, eq(benchmark.id, benchmarkVersion.benchmarkId))
    .innerJoin(account, eq(account.id, verdictContest.accountId))
    .innerJoin(
      problem,
      and(eq(problem.benchmarkVersionId, run.benchmarkVersionId), eq(problem.id, verdictContest.problemId)),
    )
    .orderBy(desc(verdictContest.createdAt))
    .limit(MOST_CONTESTS);
  return Promise.all(
    rows.map(async ({ contest, ...row }) => ({
      id: contest.id,
      runId: contest.runId,
      problemId: contest.problemId,
      sample: contest.sampleIndex,
      verifierKey: contest.verifierKey,
      outcome: contest.outcome,
      shouldBe: contest.shouldBe,
      reason: contest.reason,
      account: row.account,
      createdAt: contest.createdAt.toISOString(),
      case: await caseOf(ctx, contest, row),
    })),
  );
}

async function caseOf(
  ctx: Ctx,
  contest: typeof verdictContest.$inferSelect,
  row: {
    problem: typeof problem.$inferSelect;
    benchmark: string;
    protocol: { policies: Record<string, unknown> };
  },
): Promise<Contest["case"]> {
  const { runId, problemId, sampleIndex: sample } = contest;
  const document = await ctx.traces.get({ runId, problemId, sample });
  if (document === null) return null;
  const opts = optionsOf(row);
  return {
    id: `contest-${contest.id}`,
    source: `contest/${row.benchmark}/${runId}/${problemId}/${sample}`,
    category: row.problem.answerKind,
    gold: row.problem.gold,
    prediction: document.response,
    mode: "text",
    expected: contest.shouldBe === "correct",
    note: contest.reason,
    ...(Object.keys(opts).length > 0 ? { opts } : {}),
  };
}

/** The policies of a benchmark as far as case files have words for them. */
function optionsOf(row: {
  problem: typeof problem.$inferSelect;
  protocol: { policies: Record<string, unknown> };
}): Record<string, unknown> {
  const policies = verifierPolicies(row.protocol.policies);
  const options = row.problem.options ?? null;
  return {
    ...(typeof policies.precisionDecimals === "number" ? { precision: policies.precisionDecimals } : {}),
    ...(policies.strict === true ? { strict: true } : {}),
    ...(options === null ? {} : { strings: options.map((_, index) => String.fromCharCode(65 + index)) }),
    ...(policies.letterCase === "exact" ? { lowercase: false } : {}),
    ...(policies.language ? { language: policies.language } : {}),
    ...(policies.relationForm === "gold-relation" ? { allow_set_relation_comp: false } : {}),
  };
}
