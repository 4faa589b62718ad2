/** What must agree for a direct run to be the baseline of a row. */
export interface LiftConditions {
  model: string;
  endpointIdentity: string;
  benchmarkVersion: string;
  maxTokens: number | null;
  /** Hash of temperature, top-p and whatever else of the sampling the manifest freezes. */
  sampling: string;
}

/** A run as the choice of a baseline sees it. */
export interface LiftCandidate extends LiftConditions {
  runId: string;
  submissionId: string;
  /** UTC, ISO 8601. */
  publishedAt: string;
  ranked: boolean;
}

/**
 * The `direct` run that a row's lift is measured against: of those under the same conditions the one of the same
 * submission, else the newest ranked one (by id where times are equal); null (a dash) where there is none.
 */
export function chooseBaseline<Candidate extends LiftCandidate>(
  row: LiftConditions & { submissionId: string },
  directRuns: readonly Candidate[],
): Candidate | null {
  const fitting = directRuns
    .filter((run) => conditionsDiffering(row, run).length === 0)
    .sort((left, right) => order(right.publishedAt, left.publishedAt) || order(left.runId, right.runId));
  const own = fitting.find((run) => run.submissionId === row.submissionId);
  return own ?? fitting.find((run) => run.ranked) ?? null;
}

/** The conditions in which two runs differ; empty where a difference of their scores is a lift. */
export function conditionsDiffering(a: LiftConditions, b: LiftConditions): (keyof LiftConditions)[] {
  const conditions = ["model", "endpointIdentity", "benchmarkVersion", "maxTokens", "sampling"] as const;
  return conditions.filter((condition) => a[condition] !== b[condition]);
}

function order(left: string, right: string): number {
  return left === right ? 0 : left < right ? -1 : 1;
}
