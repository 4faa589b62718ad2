import { methodCard } from "@/catalog/methods";
import type { ComparisonOfSeveral } from "@/contracts/board";
import { PlumblineError } from "@/contracts/errors";
import { ALPHA, holmRejections } from "@/measure";
import type { Ctx } from "../ctx";
import {
  type ComparedRun,
  comparePair,
  loadCompared,
  mean,
  problemIdsOf,
  requireComparable,
} from "./compared-run";

export const MOST_COMPARED_RUNS = 4;

/** Two to four scored runs of one benchmark version: all pairs, with Holm's correction over them, and the scores problem by problem. */
export async function compareSeveral(ctx: Ctx, runIds: readonly string[]): Promise<ComparisonOfSeveral> {
  const wanted = [...new Set(runIds)];
  if (wanted.length < 2 || wanted.length > MOST_COMPARED_RUNS) {
    throw new PlumblineError(
      "invalid_input",
      `Two to ${MOST_COMPARED_RUNS} different runs can be compared.`,
      {
        hint: "Choose published runs of the same benchmark version.",
      },
    );
  }
  const runs = await Promise.all(wanted.map((id) => loadCompared(ctx, id)));
  const [first, ...others] = runs;
  if (first === undefined) throw new Error("no run");
  for (const other of others) requireComparable(first, other);
  const problemIds = await problemIdsOf(ctx, first.version.id);
  const compared = runs.flatMap((a, index) =>
    runs.slice(index + 1).map((b) => comparePair(a, b, problemIds)),
  );
  const rejected = holmRejections(
    compared.map((pair) => pair.test.pValue),
    ALPHA,
  );
  return {
    benchmark: {
      slug: first.benchmark.slug,
      title: first.benchmark.title,
      version: first.version.version,
    },
    runs: runs.map(summaryOf),
    pairs: compared.map(({ perProblem, ...pair }, index) => ({
      ...pair,
      significant: rejected[index] === true,
    })),
    perProblem: problemIds.map((problemId, index) => ({
      problemId,
      scores: runs.map((item) => item.values[index] ?? null),
    })),
  };
}

function summaryOf({ run, model, values }: ComparedRun): ComparisonOfSeveral["runs"][number] {
  const known = [...values].filter((value) => value !== null);
  return {
    id: run.id,
    method: {
      id: run.methodId,
      title: methodCard(run.methodId)?.title ?? run.methodId,
      params: run.methodParams,
    },
    model: { slug: model.slug, name: model.name },
    label: model.label,
    score: known.length === 0 ? null : mean(known),
  };
}
