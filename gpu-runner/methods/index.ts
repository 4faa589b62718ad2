import { adactrl } from "./adactrl";
import { budgetForcing } from "./budget-forcing";
import { cyclicReflex } from "./cyclic-reflex";
import { direct } from "./direct";
import type { Method } from "./method";
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
