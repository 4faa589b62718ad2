import { assessedChoiceAtK } from "../estimators/assessed-choice";
import { bestOfN } from "../estimators/best-of-n";
import { majAtK } from "../estimators/maj-at-k";
import type { SubsetExpectation, SubsetOptions } from "../estimators/subset-options";
import { NO_ANSWER, type PoolSample } from "../run-matrix";
import { type Reducer, refusalWithoutAssessments, refusalWithoutClasses } from "./reducer";

/** How an answer is chosen among assessed samples; `mean` is `pessimistic` without its penalty. */
export const ASSESSED_RULES = ["pessimistic", "mean", "weighted-vote", "best-of-n", "majority"] as const;
export type AssessedRuleName = (typeof ASSESSED_RULES)[number];

export type AssessedChoice = {
  rule: AssessedRuleName;
  alpha: number;
  /** Only the first so many assessments of a sample; all where null. */
  votes: number | null;
};

/** A reducer that goes by stored assessments of the pool's samples. */
export function assessedReducer(id: string, choice: AssessedChoice): Reducer {
  return {
    id,
    version: "1",
    metric: null,
    refusal: (pool) => refusalWithoutClasses(pool) ?? refusalWithoutAssessments(pool),
    expectation: (samples, k, options) => chosen(first(samples, choice.votes), k, { choice, options }),
  };
}

function chosen(
  samples: readonly PoolSample[],
  k: number,
  { choice, options }: { choice: AssessedChoice; options: SubsetOptions },
): SubsetExpectation | null {
  switch (choice.rule) {
    case "pessimistic":
      return assessedChoiceAtK(samples, k, {
        ...options,
        rule: { kind: "pessimistic", alpha: choice.alpha },
      });
    case "mean":
      return assessedChoiceAtK(samples, k, { ...options, rule: { kind: "pessimistic", alpha: 0 } });
    case "weighted-vote":
      return assessedChoiceAtK(samples, k, { ...options, rule: { kind: "vote" } });
    case "best-of-n": {
      const needsAnswer = samples.some(({ answerClass }) => answerClass !== NO_ANSWER);
      return bestOfN(
        samples.map((sample) => ({ ...sample, score: passRate(sample) })),
        k,
        { needsAnswer },
      );
    }
    case "majority":
      return majAtK(samples, k, options);
  }
}

/** Mean of the readable assessments of a sample; null where there is none. */
export function passRate({ assessments }: Pick<PoolSample, "assessments">): number | null {
  const values = (assessments ?? []).filter((value) => value !== null);
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function first(samples: readonly PoolSample[], votes: number | null): readonly PoolSample[] {
  if (votes === null) return samples;
  return samples.map((sample) => ({ ...sample, assessments: sample.assessments?.slice(0, votes) ?? [] }));
}

/** A parameter's number, or what stands for its absence. */
export function numberParam<Absent>(value: unknown, absent: Absent): number | Absent {
  return typeof value === "number" ? value : absent;
}

/** A parameter's rule by its name in the card. */
export function ruleParam(
  value: unknown,
  names: Readonly<Record<string, AssessedRuleName>>,
): AssessedRuleName {
  const rule = typeof value === "string" ? names[value] : undefined;
  if (rule === undefined) throw new RangeError(`There is no rule ${String(value)} to choose by.`);
  return rule;
}
