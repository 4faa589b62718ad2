import { and, asc, eq } from "drizzle-orm";
import { sampleKey } from "@/contracts/sample";
import { assessment } from "@/db/schema";
import type { Ctx } from "../ctx";

export type PoolAssessments = {
  /** What was said of a sample, by index; empty where it is not assessed. */
  valuesOf(problemId: string, sample: number): (number | null)[];
  /** Mean tokens of assessing one sample of a problem; null where unknown. */
  tokensOf(problemId: string): number | null;
};

/** What one assessor said of the samples of a run, and what that cost. */
export async function readAssessments(
  ctx: Ctx,
  input: { runId: string; assessor: string },
): Promise<PoolAssessments> {
  const rows = await ctx.db
    .select({
      problemId: assessment.problemId,
      sample: assessment.sampleIndex,
      value: assessment.value,
      promptTokens: assessment.promptTokens,
      completionTokens: assessment.completionTokens,
    })
    .from(assessment)
    .where(and(eq(assessment.runId, input.runId), eq(assessment.assessor, input.assessor)))
    .orderBy(asc(assessment.problemId), asc(assessment.sampleIndex), asc(assessment.assessmentIndex));
  const values = new Map<string, (number | null)[]>();
  const spent = new Map<string, { tokens: number | null; samples: Set<number> }>();
  for (const row of rows) {
    const key = sampleKey(row);
    const said = values.get(key) ?? [];
    said.push(row.value);
    values.set(key, said);
    const sum = spent.get(row.problemId) ?? { tokens: 0, samples: new Set<number>() };
    sum.samples.add(row.sample);
    const { promptTokens, completionTokens } = row;
    sum.tokens =
      sum.tokens === null || promptTokens === null || completionTokens === null
        ? null
        : sum.tokens + promptTokens + completionTokens;
    spent.set(row.problemId, sum);
  }
  return {
    valuesOf: (problemId, sample) => values.get(sampleKey({ problemId, sample })) ?? [],
    tokensOf: (problemId) => {
      const sum = spent.get(problemId);
      return sum === undefined || sum.tokens === null ? null : sum.tokens / sum.samples.size;
    },
  };
}
