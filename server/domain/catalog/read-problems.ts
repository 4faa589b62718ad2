import { and, asc, eq, gt, inArray } from "drizzle-orm";
import type { AskedProblem, JudgedProblem } from "@/contracts/runner";
import { problem, problemAlias } from "@/db/schema";
import type { Ctx } from "../ctx";

const PROBLEMS_PER_QUERY = 500;

/** What may be asked of a model: never a gold or a solution. In problem order; `ids` chooses some. */
export async function readAskedProblems(
  ctx: Ctx,
  benchmarkVersionId: string,
  ids?: readonly string[],
): Promise<AskedProblem[]> {
  return ctx.db
    .select({
      id: problem.id,
      statement: problem.statement,
      images: problem.images,
      options: problem.options,
      answerKind: problem.answerKind,
      level: problem.level,
    })
    .from(problem)
    .where(
      and(
        eq(problem.benchmarkVersionId, benchmarkVersionId),
        ids === undefined ? undefined : inArray(problem.id, [...ids]),
      ),
    )
    .orderBy(asc(problem.ordinal));
}

/** Problems with golds and tools' ids, in problem order, a page of rows at a time: for judging only. */
export async function* readJudgedProblems(
  ctx: Ctx,
  benchmarkVersionId: string,
  ids?: readonly string[],
): AsyncIterable<JudgedProblem> {
  let after = -1;
  for (;;) {
    const rows = await ctx.db
      .select()
      .from(problem)
      .where(
        and(
          eq(problem.benchmarkVersionId, benchmarkVersionId),
          gt(problem.ordinal, after),
          ids === undefined ? undefined : inArray(problem.id, [...ids]),
        ),
      )
      .orderBy(asc(problem.ordinal))
      .limit(PROBLEMS_PER_QUERY);
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.ordinal;
    const aliases = await aliasesOf(
      ctx,
      benchmarkVersionId,
      rows.map((row) => row.id),
    );
    for (const row of rows) {
      const { id, statement, images, options, answerKind, level, gold, judging } = row;
      yield {
        id,
        statement,
        images,
        options,
        answerKind,
        level,
        gold,
        judging,
        aliases: aliases.get(id) ?? [],
      };
    }
  }
}

async function aliasesOf(ctx: Ctx, benchmarkVersionId: string, ids: readonly string[]) {
  const rows = await ctx.db
    .select()
    .from(problemAlias)
    .where(
      and(eq(problemAlias.benchmarkVersionId, benchmarkVersionId), inArray(problemAlias.problemId, [...ids])),
    );
  const byProblem = new Map<string, { tool: string; alias: string }[]>();
  for (const { problemId, tool, alias } of rows)
    byProblem.set(problemId, [...(byProblem.get(problemId) ?? []), { tool, alias }]);
  return byProblem;
}
