import type { JudgingFigures } from "./measure-judging";
import type { LevelFigures } from "./measure-levels";
import type { TagFigures } from "./measure-tags";

export interface Evaluation {
  levels: LevelFigures[];
  judging: JudgingFigures;
  tags: TagFigures[];
}

export interface Bar {
  name: string;
  met: boolean;
  measured: string;
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** What the shipped model has to reach; a missed bar is printed as missed. */
export function judgeBars({ levels, judging, tags }: Evaluation): Bar[] {
  const gap = mean(levels.map(({ maj16 }) => maj16)) - mean(levels.map(({ pass1 }) => pass1));
  const rates = [
    ...tags.map(({ tag, formatRate }) => ({ tag: tag as string, formatRate })),
    { tag: "judge", formatRate: judging.formatRate },
  ];
  return [
    {
      name: "pass@1 at T = 1 between 0.25 and 0.95 on every level",
      met: levels.every(({ pass1 }) => pass1 >= 0.25 && pass1 <= 0.95),
      measured: levels.map(({ pass1 }) => pass1.toFixed(3)).join(" / "),
    },
    { name: "mean maj@16 − mean pass@1 at least 0.10", met: gap >= 0.1, measured: gap.toFixed(3) },
    {
      name: "balanced verdict accuracy at least 0.70",
      met: judging.balancedAccuracy >= 0.7,
      measured: judging.balancedAccuracy.toFixed(3),
    },
    {
      name: "format rate of each tag at least 0.90",
      met: rates.every(({ formatRate }) => formatRate >= 0.9),
      measured: rates.map(({ tag, formatRate }) => `${tag} ${formatRate.toFixed(3)}`).join(", "),
    },
  ];
}
