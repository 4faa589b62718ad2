import { adactrl } from "./adactrl";
import { budgetForcing } from "./budget-forcing";
import { cyclicReflex } from "./cyclic-reflex";
import { direct } from "./direct";
import { heimdall } from "./heimdall";
import type { Assessor, Method } from "./method";
import { opv } from "./opv";
import { planThenAct } from "./plan-then-act";
import { ppeCode } from "./ppe-code";
import { ppeExamples } from "./ppe-examples";
import { ppeKnowledge } from "./ppe-knowledge";
import { ppePlan } from "./ppe-plan";
import { ppeThink } from "./ppe-think";
import { segmented } from "./segmented";
import { sift } from "./sift";
import { subthought } from "./subthought";
import { thinkingBudget } from "./thinking-budget";
import { tip } from "./tip";

const METHODS: readonly Method[] = [
  direct,
  ppeThink,
  ppePlan,
  ppeCode,
  ppeKnowledge,
  ppeExamples,
  planThenAct,
  adactrl,
  sift,
  subthought,
  budgetForcing,
  thinkingBudget,
  segmented,
  tip,
  cyclicReflex,
];

/** Code of every method whose card has kind `generate`. */
export const METHOD_IDS: readonly string[] = METHODS.map((method) => method.id);

/** The code of a method; null where this runner does not know it (an older runner than the server). */
export function methodCode(id: string): Method | null {
  return METHODS.find((method) => method.id === id) ?? null;
}

const ASSESSORS: readonly Assessor[] = [heimdall, opv];

/** Code of every method whose card has a model assess the samples of a pool. */
export const ASSESSOR_IDS: readonly string[] = ASSESSORS.map((assessor) => assessor.id);

/** The assessing code of a method; null where this runner does not know it. */
export function assessorCode(id: string): Assessor | null {
  return ASSESSORS.find((assessor) => assessor.id === id) ?? null;
}
