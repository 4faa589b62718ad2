/** Finished samples of one problem: how many told their length, and their completion tokens together. */
export type LengthTally = { samples: number; tokens: number };

type Item = { problemId: string; sample: number };

/**
 * The order in which samples are started so that none of the longest is left for the end (longest processing time first;
 * Graham, 1969). Sample 0 of every problem goes first: it tells how long the others will be. Then problems of which no
 * sample has told its length, one sample of each at a time: those that take longest are the last to tell. Then by the mean length so far, longest
 * first. Equal items keep their order. Returns a new list.
 */
export function longestFirst<Work extends Item>(
  items: readonly Work[],
  known: ReadonlyMap<string, LengthTally>,
): Work[] {
  const ranks = new Map(items.map((item) => [item, lengthRank(item, known.get(item.problemId))]));
  return [...items].sort((a, b) => compareRanks(ranks.get(a), ranks.get(b)));
}

/** What an item is sorted by, larger first: `Infinity` for what tells lengths, tokens where they are known. */
export function lengthRank(item: Item, tally: LengthTally | undefined): LengthRank {
  const tokens = tally === undefined || tally.samples === 0 ? null : tally.tokens / tally.samples;
  return { first: item.sample === 0, tokens: tokens ?? Number.POSITIVE_INFINITY, sample: item.sample };
}

export type LengthRank = { first: boolean; tokens: number; sample: number };

/** Negative where `a` is started before `b`. */
export function compareRanks(a: LengthRank | undefined, b: LengthRank | undefined): number {
  if (a === undefined || b === undefined) return 0;
  if (a.first !== b.first) return a.first ? -1 : 1;
  if (a.first) return 0;
  if (a.tokens === Number.POSITIVE_INFINITY && b.tokens === a.tokens) return a.sample - b.sample;
  if (a.tokens === b.tokens) return 0;
  return a.tokens > b.tokens ? -1 : 1;
}
