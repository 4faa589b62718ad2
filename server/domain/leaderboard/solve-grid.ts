import { and, asc, eq, inArray } from "drizzle-orm";
import { methodCard } from "@/catalog/methods";
import type { BoardRow } from "@/contracts/board";
import type { SolveGrid } from "@/contracts/chart";
import { PlumblineError } from "@/contracts/errors";
import { problem, run, runMatrix } from "@/db/schema";
import { decodeRunMatrix, problemScores } from "@/measure";
import type { Ctx } from "../ctx";
import { poolKindOf } from "../metric";
import { getBoard } from "./get-board";
import { type VisibleRun, visibleRun } from "./visible-run";

/** What a picture can still show; the answer says how many there are. */
export const MOST_GRID_RUNS = 40;
export const MOST_GRID_PROBLEMS = 500;

type GridRun = SolveGrid["runs"][number];

/** Which problems the runs of a board solve: the first 40 rows, the first 500 problems in benchmark order. */
export async function boardGrid(ctx: Ctx, benchmark: string): Promise<SolveGrid> {
  const board = await getBoard(ctx, { benchmark });
  const shown = board.rows.slice(0, MOST_GRID_RUNS);
  const [first] = shown;
  const place = { slug: board.benchmark.slug, version: board.version };
  if (first === undefined) return { ...emptyGrid(place), totalProblems: board.benchmark.problems };
  const { version } = await visibleRun(ctx, first.runId);
  return gridOf(ctx, {
    place,
    versionId: version.id,
    verifierKey: board.verifier,
    runs: shown.map(gridRun),
    totalRuns: board.rows.length,
  });
}

/** The same for some runs of one benchmark version; those of another version or verifier are an error. */
export async function runsGrid(ctx: Ctx, runIds: readonly string[]): Promise<SolveGrid> {
  const found: VisibleRun[] = [];
  for (const id of runIds.slice(0, MOST_GRID_RUNS)) found.push(await visibleRun(ctx, id));
  const [first] = found;
  if (first === undefined) return emptyGrid({ slug: "", version: 0 });
  const differs = found.find(
    (item) => item.version.id !== first.version.id || item.run.verifierKey !== first.run.verifierKey,
  );
  if (differs !== undefined) {
    throw new PlumblineError(
      "invalid_input",
      `${differs.run.id} is of another benchmark version or judged by another verifier than ${first.run.id}.`,
      { hint: "Choose published runs of the same benchmark version." },
    );
  }
  return gridOf(ctx, {
    place: { slug: first.benchmark.slug, version: first.version.version },
    versionId: first.version.id,
    verifierKey: first.run.verifierKey,
    runs: found.map((item) => ({
      runId: item.run.id,
      method: { id: item.run.methodId, title: methodCard(item.run.methodId)?.title ?? item.run.methodId },
      model: item.model.name,
      score: null,
    })),
    totalRuns: runIds.length,
  });
}

async function gridOf(
  ctx: Ctx,
  input: {
    place: SolveGrid["benchmark"];
    versionId: string;
    verifierKey: string;
    runs: GridRun[];
    totalRuns: number;
  },
): Promise<SolveGrid> {
  const problems = await ctx.db
    .select({ id: problem.id, level: problem.level })
    .from(problem)
    .where(eq(problem.benchmarkVersionId, input.versionId))
    .orderBy(asc(problem.ordinal));
  const ids = input.runs.map(({ runId }) => runId);
  const stored = await ctx.db
    .select({ run, matrix: runMatrix.matrix })
    .from(runMatrix)
    .innerJoin(run, eq(run.id, runMatrix.runId))
    .where(and(inArray(runMatrix.runId, ids), eq(runMatrix.verifierKey, input.verifierKey)));
  const decoded = new Map(
    stored.map((item) => {
      const matrix = decodeRunMatrix(item.matrix);
      const rates = problemScores(matrix, poolKindOf(item.run));
      const samples = matrix.kind === "sampled" ? matrix.samplesPerProblem : null;
      return [item.run.id, { rates, samples }];
    }),
  );
  const scored = input.runs
    .filter(({ runId }) => decoded.has(runId))
    .map((item) => ({ ...item, samplesPerProblem: decoded.get(item.runId)?.samples ?? null }));
  return {
    benchmark: input.place,
    runs: scored,
    problems: problems.slice(0, MOST_GRID_PROBLEMS),
    rates: scored.map(({ runId }) => (decoded.get(runId)?.rates ?? []).slice(0, MOST_GRID_PROBLEMS)),
    totalRuns: input.totalRuns,
    totalProblems: problems.length,
  };
}

function gridRun(row: BoardRow): GridRun {
  return {
    runId: row.runId,
    method: { id: row.method.id, title: row.method.title },
    model: row.model.name,
    score: row.score,
  };
}

function emptyGrid(benchmark: SolveGrid["benchmark"]): SolveGrid {
  return { benchmark, runs: [], problems: [], rates: [], totalRuns: 0, totalProblems: 0 };
}
