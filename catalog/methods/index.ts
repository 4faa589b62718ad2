import type { MethodCard } from "@/contracts/method";
import { adactrl } from "./adactrl";
import { bestOfN } from "./best-of-n";
import { budgetForcing } from "./budget-forcing";
import { cyclicReflex } from "./cyclic-reflex";
import { direct } from "./direct";
import { heimdall } from "./heimdall";
import { opv } from "./opv";
import { pessimistic } from "./pessimistic";
import { planThenAct } from "./plan-then-act";
import { ppeCode } from "./ppe-code";
import { ppeExamples } from "./ppe-examples";
import { ppeKnowledge } from "./ppe-knowledge";
import { ppePlan } from "./ppe-plan";
import { ppeThink } from "./ppe-think";
import { segmented } from "./segmented";
import { selfConsistency } from "./self-consistency";
import { sift } from "./sift";
import { subthought } from "./subthought";
import { thinkingBudget } from "./thinking-budget";
import { tip } from "./tip";
import { weightedVote } from "./weighted-vote";

/** Every method of this build, in the order in which they are listed. */
export const METHOD_CARDS: readonly MethodCard[] = [
  direct,
  selfConsistency,
  weightedVote,
  bestOfN,
  pessimistic,
  heimdall,
  opv,
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

/** The card of a method; null for an unknown id. */
export function methodCard(id: string): MethodCard | null {
  return METHOD_CARDS.find((card) => card.id === id) ?? null;
}
