import type { Chart } from "../chart";
import { budgetForcingCharts, thinkingBudgetCharts } from "./budgets";
import { priorPromptCharts } from "./forms";
import { planCharts } from "./plans";
import { recordedScoreCharts } from "./recorded-scores";
import { reflectionCharts } from "./reflection";
import type { MethodCharts, RunFacts } from "./run-facts";
import { segmentedCharts } from "./segmented";
import { siftCharts } from "./sift";
import { subthoughtCharts } from "./subthought";
import { adactrlCharts } from "./tags";
import { heimdallCharts, opvCharts } from "./verification";

/** The charts that a method's own description asks for, by method id. */
const OWN: Readonly<Record<string, MethodCharts>> = {
  subthought: subthoughtCharts,
  sift: siftCharts,
  "cyclic-reflex": reflectionCharts,
  tip: reflectionCharts,
  "budget-forcing": budgetForcingCharts,
  "thinking-budget": thinkingBudgetCharts,
  segmented: segmentedCharts,
  adactrl: adactrlCharts,
  "plan-then-act": planCharts,
  "ppe-think": priorPromptCharts,
  "ppe-plan": priorPromptCharts,
  "ppe-code": priorPromptCharts,
  "ppe-knowledge": priorPromptCharts,
  "ppe-examples": priorPromptCharts,
  heimdall: heimdallCharts,
  opv: opvCharts,
  pessimistic: heimdallCharts,
  "best-of-n": recordedScoreCharts,
  "weighted-vote": recordedScoreCharts,
};

/** Own charts of a method; none where it has none. */
export function ownCharts(methodId: string, runs: readonly RunFacts[]): Chart[] {
  return OWN[methodId]?.(runs) ?? [];
}

export function hasOwnCharts(methodId: string): boolean {
  return methodId in OWN;
}

/** Methods whose charts stand beside the direct run of the same conditions. */
const BESIDE_DIRECT = ["sift", "adactrl"];

export function needsBaseline(methodId: string): boolean {
  return BESIDE_DIRECT.includes(methodId);
}

/** Methods that choose by what a verifier said of stored solutions. */
const ASSESSED = ["heimdall", "opv", "pessimistic"];

export function isAssessed(methodId: string): boolean {
  return ASSESSED.includes(methodId);
}
