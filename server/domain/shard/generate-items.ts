import type { WorkItem } from "@/contracts/runner";

/** Most (problem, sample) pairs in one generate shard. */
const MOST_ITEMS = 40;
/** Concurrent calls that one lease of a submitted endpoint gets; the rest of a run's concurrency goes to other leases. */
const CALLS_PER_LEASE = 4;

/** How a run's concurrency is divided among leases: `slots` leases at a time with `calls` concurrent calls each. */
export function concurrencyShares(concurrency: number): { slots: number; calls: number } {
  const slots = Math.max(1, Math.floor(concurrency / CALLS_PER_LEASE));
  return { slots, calls: Math.max(1, Math.floor(concurrency / slots)) };
}

/**
 * Missing (problem, sample) pairs as shards in the order of work: sample 0 of every problem first (a first look at all of the
 * benchmark), then the rest problem by problem, so that problems become complete and are verified while others are generated.
 */
export function generateChunks(
  input: { problemIds: readonly string[]; samplesPerProblem: number; concurrency: number },
  isThere: (item: WorkItem) => boolean,
): WorkItem[][] {
  const missing = (samples: readonly number[]) =>
    input.problemIds.flatMap((problemId) =>
      samples.map((sample) => ({ problemId, sample })).filter((item) => !isThere(item)),
    );
  const first = missing([0]);
  const rest = missing(Array.from({ length: input.samplesPerProblem - 1 }, (_, index) => index + 1));
  const { slots } = concurrencyShares(input.concurrency);
  const size = Math.min(MOST_ITEMS, Math.max(1, Math.ceil((first.length + rest.length) / (4 * slots))));
  return [...inChunks(first, size), ...inChunks(rest, size)];
}

/** Consecutive parts of at most `size` items. */
export function inChunks<Item>(items: readonly Item[], size: number): Item[][] {
  const chunks: Item[][] = [];
  for (let start = 0; start < items.length; start += size) chunks.push(items.slice(start, start + size));
  return chunks;
}
