import { methodCard } from "@/catalog/methods";
import type { BoardRow } from "@/contracts/board";
import {
  type BoardPlace,
  chooseBaseline,
  comparePaired,
  liftAtEqualTokens,
  meanTokensPerProblem,
  minimumDetectableEffect,
  rankBoard,
  rerunVariances,
  scoreRun,
  sortNullsLast,
} from "@/measure";
import type { BoardRun } from "./board-input";

type Lift = BoardRow["lift"];
export type KnownLifts = ReadonlyMap<string, { lift: Lift; liftAtEqualTokens: Lift }>;

/**
 * The rows of a board in their order (ranked rows by score, then the others), with rank ranges, tie groups, lifts and the noise floor.
 * Pure. `attempts` counts a team's runs of a model; `known` holds lifts computed before, kept while their baseline stays.
 */
export function computeBoard(
  runs: readonly BoardRun[],
  attempts: ReadonlyMap<string, number>,
  known: KnownLifts = new Map(),
): { rows: BoardRow[]; minimumDetectableEffect: number | null } {
  const places = new Map<string, BoardPlace>(
    rankBoard(
      runs.map((item) => ({
        runId: item.run.id,
        perProblem: item.unranked === null ? item.perProblem : null,
      })),
    ).map((place) => [place.runId, place]),
  );
  const direct = runs
    .filter((item) => item.run.methodId === "direct" && item.matrix.kind === "sampled")
    .map((item) => ({ ...item.conditions, board: item }));
  const rows = runs.map((item) =>
    boardRow(item, places.get(item.run.id), attempts, liftsOf(item, direct, known)),
  );
  const ranked = sortNullsLast(
    rows.filter((row) => row.unranked === null),
    (row) => row.score,
  );
  const others = sortNullsLast(
    rows.filter((row) => row.unranked !== null),
    (row) => row.score,
  );
  const effect = minimumDetectableEffect(
    runs
      .filter((item) => item.unranked === null)
      .map((item) => ({
        perProblem: item.perProblem,
        samplesPerProblem: item.matrix.kind === "sampled" ? item.matrix.samplesPerProblem : 1,
        rerunVariance: rerunVariances(item.matrix, item.kind),
      })),
  );
  return { rows: [...ranked, ...others], minimumDetectableEffect: effect?.effect ?? null };
}

function boardRow(
  item: BoardRun,
  place: BoardPlace | undefined,
  attempts: ReadonlyMap<string, number>,
  lifts: { lift: Lift; liftAtEqualTokens: Lift },
): BoardRow {
  const { run, matrix, kind } = item;
  const headline = scoreRun(matrix, { kind, seed: run.manifestSha256, ks: [] })[0];
  return {
    runId: run.id,
    method: {
      id: run.methodId,
      title: methodCard(run.methodId)?.title ?? run.methodId,
      params: run.methodParams,
    },
    model: { slug: item.model.slug, name: item.model.name },
    team: { slug: item.team.slug, name: item.team.name },
    score: headline?.value ?? null,
    interval: headline?.interval ?? { newProblems: null, rerun: null },
    rankRange: place?.rankRange ?? null,
    tieGroup: place?.tieGroup ?? null,
    ...lifts,
    tokens: meanTokensPerProblem(matrix, kind),
    tokenSource: item.tokenSource,
    outcomes: item.outcomes,
    tier: run.tier,
    attempts: attempts.get(attemptKey(run)) ?? 1,
    sampling: {
      temperature: run.sampling?.temperature ?? null,
      maxTokens: run.sampling?.maxTokens ?? null,
      samples: run.samplesPerProblem,
    },
    kind: run.kind,
    unranked: item.unranked,
    label: item.model.label,
    publishedAt: (run.publishedAt ?? run.createdAt).toISOString(),
  };
}

function liftsOf(
  item: BoardRun,
  direct: readonly (BoardRun["conditions"] & { board: BoardRun })[],
  known: KnownLifts,
): { lift: Lift; liftAtEqualTokens: Lift } {
  const none = { lift: null, liftAtEqualTokens: null };
  if (item.run.methodId === "direct") return none;
  const baseline = chooseBaseline(item.conditions, direct)?.board;
  if (baseline === undefined || baseline.matrix.kind !== "sampled") return none;
  const before = known.get(item.run.id);
  if (before?.lift?.baselineRunId === baseline.run.id) return before;
  const plain = comparePaired(item.perProblem, baseline.perProblem);
  const equal = liftAtEqualTokens({
    method: { perProblem: item.perProblem, tokens: meanTokensPerProblem(item.matrix, item.kind) },
    pool: baseline.matrix,
    kind: baseline.kind,
    seed: baseline.run.manifestSha256,
  });
  const named = (found: typeof plain): Lift =>
    found === null
      ? null
      : { value: found.difference, interval: found.interval, baselineRunId: baseline.run.id };
  return { lift: named(plain), liftAtEqualTokens: named(equal) };
}

/** A team's runs of one model are attempts at the same thing. */
export function attemptKey(run: { teamId: string; modelId: string }): string {
  return `${run.teamId}/${run.modelId}`;
}
