import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { OutcomeCounts } from "@/contracts/outcome";
import type { Db } from "@/db/client";
import { benchmarkVersion, endpoint, model, run, runMatrix, sample, team } from "@/db/schema";
import {
  type Completeness,
  completenessOf,
  countOutcomes,
  decodeRunMatrix,
  FEWEST_RANKED_PROBLEMS,
  type LiftCandidate,
  type PoolKind,
  type ProblemVector,
  problemScores,
  type RunMatrix,
} from "@/measure";
import { poolKindOf } from "../metric";
import { endpointFingerprint, sha256OfJson } from "../plan";

type RunRow = typeof run.$inferSelect;

/** A published run as the board computes with it. */
export type BoardRun = {
  run: RunRow;
  model: typeof model.$inferSelect;
  team: typeof team.$inferSelect;
  matrix: RunMatrix;
  kind: PoolKind;
  perProblem: ProblemVector;
  completeness: Completeness;
  /** Why there is no rank; null where there may be one. */
  unranked: string | null;
  outcomes: OutcomeCounts;
  tokenSource: "measured" | "counted" | "unknown";
  conditions: LiftCandidate;
};

/** Every run that a board shows: published and public, with its stored matrix under the board's verifier. */
export async function readBoardRuns(db: Db, versionId: string, verifierKey: string): Promise<BoardRun[]> {
  const stored = await db
    .select({ run, model, team, endpoint, matrix: runMatrix.matrix })
    .from(run)
    .innerJoin(runMatrix, and(eq(runMatrix.runId, run.id), eq(runMatrix.verifierKey, verifierKey)))
    .innerJoin(model, eq(model.id, run.modelId))
    .innerJoin(team, eq(team.id, run.teamId))
    .leftJoin(endpoint, eq(endpoint.id, run.endpointId))
    .where(
      and(eq(run.benchmarkVersionId, versionId), eq(run.state, "published"), eq(run.visibility, "public")),
    )
    .orderBy(asc(run.publishedAt), asc(run.id));
  const rows = stored.map((row) => ({ ...row, matrix: decodeRunMatrix(row.matrix) }));
  const sources = await tokenSources(
    db,
    rows.map((row) => row.run.sourceRunId ?? row.run.id),
  );
  const byId = new Map(rows.map((row) => [row.run.id, row]));
  return rows.map((row) => {
    const { matrix } = row;
    const kind = poolKindOf(row.run);
    const completeness = matrix.kind === "reduced" ? matrix.source : completenessOf(matrix, kind);
    const perProblem = problemScores(matrix, kind);
    const pool = matrix.kind === "sampled" ? matrix : byId.get(row.run.sourceRunId ?? "")?.matrix;
    const solved = byId.get(row.run.sourceRunId ?? "") ?? row;
    const unranked = completeness.ranked ? tooFew(perProblem) : completeness.reason;
    return {
      run: row.run,
      model: row.model,
      team: row.team,
      matrix,
      kind,
      perProblem,
      completeness,
      unranked,
      outcomes: outcomesOf(pool),
      tokenSource: sources.get(row.run.sourceRunId ?? row.run.id) ?? "unknown",
      conditions: {
        // The samples were made where the source says, whoever assessed them since.
        ...conditionsOf(solved.run, solved.endpoint, unranked === null),
        runId: row.run.id,
        publishedAt: row.run.publishedAt?.toISOString() ?? "",
      },
    };
  });
}

function tooFew(perProblem: ProblemVector): string | null {
  return perProblem.length < FEWEST_RANKED_PROBLEMS
    ? `a benchmark with fewer than ${FEWEST_RANKED_PROBLEMS} problems has no ranks`
    : null;
}

function outcomesOf(pool: RunMatrix | undefined): OutcomeCounts {
  if (pool?.kind === "sampled") return countOutcomes(pool).outcomes;
  return countOutcomes({ kind: "sampled", samplesPerProblem: 0, classesRecorded: false, problems: [] })
    .outcomes;
}

/** Conditions under which two runs differ only in their method. An upload's sampling is unknown: only its own submission compares. */
export function conditionsOf(
  row: RunRow,
  place: typeof endpoint.$inferSelect | null,
  ranked: boolean,
): LiftCandidate {
  const { maxTokens, seed: _, ...sampling } = row.sampling ?? { maxTokens: null, seed: 0 };
  return {
    runId: row.id,
    submissionId: row.submissionId,
    publishedAt: row.publishedAt?.toISOString() ?? "",
    ranked,
    model: row.modelId,
    endpointIdentity: place === null ? `upload:${row.submissionId}` : endpointFingerprint(place),
    benchmarkVersion: row.benchmarkVersionId,
    maxTokens,
    sampling: row.sampling === null ? `upload:${row.submissionId}` : sha256OfJson(sampling),
  };
}

/** The weakest source of token counts among a run's samples. */
export async function tokenSources(
  db: Db,
  runIds: readonly string[],
): Promise<Map<string, "measured" | "counted" | "unknown">> {
  if (runIds.length === 0) return new Map();
  const rows = await db
    .select({
      runId: sample.runId,
      unknown: sql<boolean>`bool_or(${sample.tokenSource} = 'unknown')`,
      counted: sql<boolean>`bool_or(${sample.tokenSource} = 'counted')`,
    })
    .from(sample)
    .where(inArray(sample.runId, [...new Set(runIds)]))
    .groupBy(sample.runId);
  return new Map(
    rows.map((row) => [row.runId, row.unknown ? "unknown" : row.counted ? "counted" : "measured"]),
  );
}

/** The benchmark that a version belongs to. */
export async function benchmarkIdOf(db: Db, versionId: string): Promise<string> {
  const [row] = await db
    .select({ benchmarkId: benchmarkVersion.benchmarkId })
    .from(benchmarkVersion)
    .where(eq(benchmarkVersion.id, versionId));
  return row?.benchmarkId ?? "";
}
