import type { Speed } from "./workload";

export type Contender = { name: string; run: () => Promise<Speed> };
export type Contest = {
  rounds: number;
  /** Tokens per second of each contender, round by round. */
  speeds: Record<string, number[]>;
  medians: Record<string, number>;
};

/**
 * Lets contenders take turns, one at a time, and each round in another order, so that what else the machine does meets
 * all of them alike. One round before the first, to warm them up, is not counted.
 */
export async function contest(contenders: readonly Contender[], rounds: number): Promise<Contest> {
  const speeds: Record<string, number[]> = Object.fromEntries(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    const order = round % 2 === 0 ? contenders : contenders.toReversed();
    for (const { name, run } of order) {
      const { tokensPerSecond } = await run();
      if (round > 0) speeds[name]?.push(tokensPerSecond);
    }
  }
  const medians = Object.fromEntries(Object.entries(speeds).map(([name, all]) => [name, median(all)]));
  return { rounds, speeds, medians };
}

/** Median of the ratios of two contenders, round by round; two decimals. */
export function ratioOf({ speeds }: Contest, ours: string, bare: string): number {
  const below = speeds[bare] ?? [];
  const ratios = (speeds[ours] ?? []).map((value, index) => value / (below[index] ?? Number.NaN));
  return Number(median(ratios).toFixed(2));
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}
