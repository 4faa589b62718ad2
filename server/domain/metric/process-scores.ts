import { and, asc, eq, inArray } from "drizzle-orm";
import type { Outcome } from "@/contracts/outcome";
import { problem, type run, verdict } from "@/db/schema";
import { type PoolKind, type ProcessItem, type ProcessScheme, processScores, type RunScore } from "@/measure";
import { labelsOf, type ProcessStyle } from "@/verify";
import type { Ctx } from "../ctx";
import { verdictChain } from "./verdict-chain";

type Judged = { outcome: Outcome; extracted: string | null };

/** The metrics of the benchmark itself where a run's samples judge solutions; none for other runs. From stored verdicts and golds. */
export async function processScoresOf(
  ctx: Ctx,
  row: typeof run.$inferSelect,
  { verifierKey, kind }: { verifierKey: string; kind: PoolKind },
): Promise<RunScore[]> {
  if (!verifierKey.startsWith("process:") || row.kind === "reduced") return [];
  const problems = await ctx.db
    .select({ id: problem.id, gold: problem.gold, category: problem.category, judging: problem.judging })
    .from(problem)
    .where(eq(problem.benchmarkVersionId, row.benchmarkVersionId))
    .orderBy(asc(problem.ordinal));
  const judged = await readVerdicts(ctx, row, verifierKey);
  const scheme = schemeOf(problems[0]?.judging ?? null);
  const style: ProcessStyle = scheme === "wrong-sections" ? "wrong-sections" : "first-error";
  const items = problems.map((one): ProcessItem => {
    const steps = one.judging?.steps ?? one.judging?.sections;
    return {
      part: scheme === "first-error" ? (one.category ?? "all") : "all",
      gold: labelsOf(one.gold, style),
      steps: typeof steps === "number" ? steps : null,
      predictions: (judged.get(one.id) ?? [])
        .filter(({ outcome }) => !(kind === "generated" && outcome === "infra_error"))
        .map(({ extracted }) => (extracted === null ? null : labelsOf(extracted, style))),
    };
  });
  return processScores(items, { scheme, seed: row.manifestSha256 });
}

function schemeOf(judging: Record<string, unknown> | null): ProcessScheme {
  if (judging?.style === "wrong-sections") return "wrong-sections";
  if (judging?.metric === "opv") return "opv";
  return Array.isArray(judging?.ratings) ? "prm800k" : "first-error";
}

/** Verdicts by problem in index order; after a re-score an older key's row stands before the later one's. */
async function readVerdicts(
  ctx: Ctx,
  row: typeof run.$inferSelect,
  verifierKey: string,
): Promise<Map<string, Judged[]>> {
  const chain = await verdictChain(ctx.db, row, verifierKey);
  const rows = await ctx.db
    .select({
      key: verdict.verifierKey,
      problemId: verdict.problemId,
      sample: verdict.sampleIndex,
      outcome: verdict.outcome,
      extracted: verdict.extracted,
    })
    .from(verdict)
    .where(and(eq(verdict.runId, row.id), inArray(verdict.verifierKey, chain)));
  const known = new Map<string, Map<number, Judged & { place: number }>>();
  for (const { key, problemId, sample, outcome, extracted } of rows) {
    if (sample >= row.samplesPerProblem) continue;
    const samples = known.get(problemId) ?? new Map<number, Judged & { place: number }>();
    known.set(problemId, samples);
    const place = chain.indexOf(key);
    if (place < (samples.get(sample)?.place ?? chain.length))
      samples.set(sample, { place, outcome, extracted });
  }
  return new Map(
    [...known].map(([id, samples]) => [
      id,
      [...samples].sort(([a], [b]) => a - b).map(([, judged]) => judged),
    ]),
  );
}
