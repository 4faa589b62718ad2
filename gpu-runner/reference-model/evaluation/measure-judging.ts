import type { ReferenceEngine } from "../../engines/reference/reference-engine";
import type { JudgedCandidate } from "../data/held-set";
import { boxedAnswer } from "./measure-levels";

export interface JudgingFigures {
  candidates: number;
  /** Mean of the shares of right and of wrong candidates that are judged so; no verdict counts as a mistake. */
  balancedAccuracy: number;
  /** Share of wrong candidates whose first wrong step is named, and of right ones for which none is. */
  stepAccuracy: number;
  /** Share of answers with both `\boxed{STEPk}` and `<verdict>0|1</verdict>`. */
  formatRate: number;
}

const SAMPLING = { temperature: 1, topP: 1, topK: 0, minP: 0, maxTokens: 512 };

/** Verdicts at T = 1, one a candidate. */
export async function measureJudging(
  engine: ReferenceEngine,
  candidates: readonly JudgedCandidate[],
): Promise<JudgingFigures> {
  const judged = await Promise.all(
    candidates.map(async ({ messages, verdict, firstWrongStep }, index) => {
      const { text } = await engine.generate({ messages }, { ...SAMPLING, seed: index });
      const given = /<verdict>([01])<\/verdict>/.exec(text)?.[1];
      const named = boxedAnswer(text);
      const step = firstWrongStep === null ? "STEP-1" : `STEP${firstWrongStep + 1}`;
      const formatted = given !== undefined && named !== null && /^STEP(-1|\d+)$/.test(named);
      return { verdict, right: given === String(verdict), stepRight: named === step, formatted };
    }),
  );
  const share = (flags: readonly boolean[]) => flags.filter(Boolean).length / Math.max(1, flags.length);
  const rightShare = (verdict: 0 | 1) =>
    share(judged.filter((one) => one.verdict === verdict).map(({ right }) => right));
  return {
    candidates: judged.length,
    balancedAccuracy: (rightShare(0) + rightShare(1)) / 2,
    stepAccuracy: share(judged.map(({ stepRight }) => stepRight)),
    formatRate: share(judged.map(({ formatted }) => formatted)),
  };
}
