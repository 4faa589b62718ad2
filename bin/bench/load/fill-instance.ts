import { availableParallelism } from "node:os";
import { inArray } from "drizzle-orm";
import { run } from "@/db/schema";
import { importBenchmark } from "@/server/domain/catalog";
import { refreshBoards } from "@/server/domain/leaderboard";
import { planRuns } from "@/server/domain/plan";
import { moveSubmission } from "@/server/domain/submission";
import type { LocalContext } from "../../local-context";
import { startScoreLanes } from "./score-lanes";
import { BENCHMARK_SHAPES, type LoadBenchmark, loadBenchmark } from "./seed-benchmarks";
import { loadId, writeOwners, writeSubmissions } from "./seed-owners";
import { type PlannedSubmission, planSubmissions } from "./seed-plan";
import { benchmarkTexts, type LoadText, type ProblemTexts } from "./seed-texts";
import { writePool } from "./write-pool";

/** The first submission; each next one comes ten minutes later. */
const FIRST_AT = Date.UTC(2026, 0, 5);
const STEP_MS = 600_000;

/** Plans, writes, scores and publishes everything of a seed. `say` hears of each stage. */
export async function fillInstance(
  local: LocalContext,
  { runs, seed, say }: { runs: number; seed: number; say: (line: string) => void },
): Promise<void> {
  let now = new Date(FIRST_AT);
  const at = (index: number) => new Date(FIRST_AT + index * STEP_MS);
  const ctx = deterministic(local, seed, () => now);
  const plan = planSubmissions(runs, seed);
  const benchmarks = BENCHMARK_SHAPES.map((_, place) => loadBenchmark(place, seed));
  for (const item of benchmarks) await importBenchmark(ctx, item);
  await writeOwners(ctx, seed, now);
  const submissions = await writeSubmissions(ctx, plan, { seed, at });
  for (const [index, id] of submissions.entries()) {
    now = at(index);
    await planRuns(ctx, id);
  }
  say(`planned ${submissions.length} submissions`);

  const samples = await writeAndScore(ctx, { plan, submissions, benchmarks, seed, at });
  say(`wrote and scored ${samples} samples`);
  now = at(submissions.length + 1);
  const boards = await refreshBoards(ctx);
  for (const [index, submissionId] of submissions.entries()) {
    for (const to of ["scoring", "published"] as const)
      await moveSubmission(ctx.db, { submissionId, to, at: at(index + 1) });
  }
  say(`ranked ${boards} boards`);
}

type Parts = {
  plan: readonly PlannedSubmission[];
  submissions: readonly string[];
  benchmarks: readonly LoadBenchmark[];
  seed: number;
  at: (index: number) => Date;
};

/** Pools in the order of submission; what is written is scored meanwhile. Returns how many samples were written. */
async function writeAndScore(
  ctx: LocalContext,
  { plan, submissions, benchmarks, seed, at }: Parts,
): Promise<number> {
  const lanes = startScoreLanes(availableParallelism());
  const texts = new Map<string, ProblemTexts[]>();
  const stored = new Map<LoadText, string>();
  const rows = await ctx.db
    .select()
    .from(run)
    .where(inArray(run.submissionId, [...submissions]));
  let samples = 0;
  for (const item of plan) {
    const submissionId = submissions[item.index];
    const own = rows.filter((row) => row.submissionId === submissionId);
    const pool = own.find(({ kind }) => kind === "generated");
    const benchmark = benchmarks[item.benchmark];
    if (pool === undefined || benchmark === undefined)
      throw new Error(`submission ${item.index} has no pool`);
    const method = item.method === "ppe-plan" ? "ppe-plan" : "direct";
    const key = `${item.benchmark} ${method}`;
    const known = texts.get(key) ?? benchmarkTexts(benchmark, method, seed + item.benchmark);
    texts.set(key, known);
    samples += await writePool(
      ctx,
      { runId: pool.id, verifierKey: pool.verifierKey, at: at(item.index) },
      { plan: item, benchmark, texts: known, seed, stored },
    );
    for (const { id } of own)
      lanes.score({ runId: id, startedAt: at(item.index), publishedAt: at(item.index + 1) });
  }
  await lanes.finished();
  return samples;
}

/** Ids and times that follow from the seed, and no workflow engine: nobody has to be told of these submissions. */
function deterministic(ctx: LocalContext, seed: number, now: () => Date): LocalContext {
  let created = 0;
  return {
    ...ctx,
    clock: { now },
    ids: { ...ctx.ids, create: (kind) => loadId(seed, kind, "made", created++) },
    workflow: { send: async () => {}, check: async () => ({ ok: true, message: "not asked" }) },
  };
}
