import { and, asc, eq, inArray } from "drizzle-orm";
import type { AnswerRecord } from "@/contracts/assessment";
import type { Outcome } from "@/contracts/outcome";
import { assessment, run } from "@/db/schema";
import { passRate, pessimisticChoice, pessimisticScores } from "@/measure";
import type { Ctx } from "../ctx";
import { maySeeRun } from "./visibility";

/** The penalty of a method that names none, as its card has it. */
const USUAL_ALPHA = 0.1;

/** One stored sample of the problem, as the run's verifier sees it. */
export type AnsweredSample = {
  sample: number;
  outcome: Outcome | null;
  answerClass: number | null;
  /** Null where the reader may not see what was written. */
  answer: string | null;
};

/**
 * For every assessor of a pool what it makes of the distinct answers to one problem: solutions, mean assessment,
 * penalty and score, and which answer each rule takes of all stored samples (Heimdall, arXiv 2504.10337). Assessments
 * belong to the reduced runs that had them made: those of runs that the caller may not see are left out.
 */
export async function answerRecords(
  ctx: Ctx,
  input: { runId: string; poolId: string; problemId: string; samples: readonly AnsweredSample[] },
): Promise<AnswerRecord[]> {
  const reduced = await ctx.db
    .select()
    .from(run)
    .where(eq(run.sourceRunId, input.poolId))
    .orderBy(asc(run.id));
  const own = reduced.filter((row) =>
    input.runId === input.poolId ? maySeeRun(ctx, row) : row.id === input.runId,
  );
  const alphas = new Map(
    own.flatMap(({ manifest, methodParams: { alpha } }): [string, number][] =>
      manifest.assessor === undefined
        ? []
        : [[manifest.assessor, typeof alpha === "number" ? alpha : USUAL_ALPHA]],
    ),
  );
  if (alphas.size === 0) return [];
  const said = await ctx.db
    .select({ assessor: assessment.assessor, sample: assessment.sampleIndex, value: assessment.value })
    .from(assessment)
    .where(
      and(
        eq(assessment.runId, input.poolId),
        eq(assessment.problemId, input.problemId),
        inArray(assessment.assessor, [...alphas.keys()]),
      ),
    )
    .orderBy(asc(assessment.sampleIndex), asc(assessment.assessmentIndex));
  return [...alphas].flatMap(([assessor, alpha]) => {
    const theirs = said.filter((row) => row.assessor === assessor);
    if (theirs.length === 0) return [];
    const samples = input.samples.map((one) => ({
      ...one,
      values: theirs.flatMap(({ sample, value }) => (sample !== one.sample || value === null ? [] : [value])),
    }));
    return [{ assessor, alpha, ...recordOf(samples, alpha) }];
  });
}

type AssessedSample = AnsweredSample & { values: readonly number[] };

function recordOf(
  samples: readonly AssessedSample[],
  alpha: number,
): Pick<AnswerRecord, "answers" | "chosen"> {
  const answered = samples.filter(({ answerClass }) => answerClass !== null && answerClass >= 0);
  const classes = [...new Set(answered.map(({ answerClass }) => answerClass))].map((own) =>
    answered.filter(({ answerClass }) => answerClass === own),
  );
  const judged = classes.map((members) => {
    const values = members.flatMap((one) => one.values);
    return {
      solutions: members.length,
      verdicts: values.length,
      positive: values.reduce((sum, value) => sum + value, 0),
    };
  });
  const allVerdicts = samples.reduce((sum, { values }) => sum + values.length, 0);
  const means = pessimisticScores(judged, { alpha: 0, allVerdicts });
  const scores = pessimisticScores(judged, { alpha, allVerdicts });
  const rates = classes.map((members) => members.map((one) => passRate({ assessments: one.values }) ?? 0));
  return {
    answers: classes.map((members, index) => ({
      answer: members[0]?.answer ?? null,
      outcome: members[0]?.outcome ?? null,
      samples: members.map(({ sample }) => sample),
      mean: judged[index]?.verdicts === 0 ? null : (means[index] ?? null),
      penalty: (means[index] ?? 0) - (scores[index] ?? 0),
      score: scores[index] ?? 0,
    })),
    chosen: {
      pessimistic: pessimisticChoice(judged, { alpha, allVerdicts }),
      mean: pessimisticChoice(judged, { alpha: 0, allVerdicts }),
      "weighted-vote": highest(rates.map((own) => own.reduce((sum, rate) => sum + rate, 0))),
      "best-of-n": highest(rates.map((own) => Math.max(...own))),
      majority: highest(judged.map(({ solutions }) => solutions)),
    },
  };
}

/** Place of the largest number, the earlier one between equals; null for none. */
function highest(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.indexOf(Math.max(...values));
}
