import { type SQL, sql } from "drizzle-orm";
import type { WorkItem } from "@/contracts/runner";
import { type LengthTally, longestFirst } from "@/measure";

/** Most (problem, sample) pairs in one generate shard. */
const MOST_ITEMS = 160;
/** Shards of a run for each lease that it may have at a time. */
const SHARDS_PER_SLOT = 8;
/** Up to this concurrency a run is one lease at a time. */
const ONE_LEASE_BELOW = 8;
/** Most concurrent calls of one lease: enough to keep an engine that computes in batches busy. */
export const MOST_CALLS = 16;

/**
 * How a run's concurrency is divided among leases: `slots` leases at a time with `calls` concurrent calls each. Two at
 * least from 8 on, so that one works on while another ends and the next is fetched. `slotsOf` says the same in SQL.
 */
export function concurrencyShares(concurrency: number): { slots: number; calls: number } {
  if (concurrency < ONE_LEASE_BELOW) return { slots: 1, calls: Math.max(1, concurrency) };
  const calls = Math.min(MOST_CALLS, Math.floor(concurrency / 2));
  return { slots: Math.floor(concurrency / calls), calls };
}

/** The slots of `concurrencyShares` as an SQL expression over an integer column. */
export function slotsOf(concurrency: SQL): SQL {
  return sql`case when ${concurrency} < ${ONE_LEASE_BELOW}::int then 1
    else ${concurrency} / least(${MOST_CALLS}::int, ${concurrency} / 2) end`;
}

/** The calls of a lease of `concurrencyShares`, as an SQL expression over an integer column. */
export function callsOf(concurrency: SQL): SQL {
  return sql`case when ${concurrency} < ${ONE_LEASE_BELOW}::int then ${concurrency}
    else least(${MOST_CALLS}::int, ${concurrency} / 2) end`;
}

/**
 * Missing (problem, sample) pairs as shards in the order of work: sample 0 of every problem first (a first look at all of the
 * benchmark), then sample 1 of every problem, and so on: calls that are free before anything is known tell of as many problems
 * as there are.
 */
export function generateChunks(
  input: { problemIds: readonly string[]; samplesPerProblem: number; concurrency: number },
  isThere: (item: WorkItem) => boolean,
): WorkItem[][] {
  const missing = (samples: readonly number[]) =>
    samples.flatMap((sample) =>
      input.problemIds.map((problemId) => ({ problemId, sample })).filter((item) => !isThere(item)),
    );
  const first = missing([0]);
  const rest = missing(Array.from({ length: input.samplesPerProblem - 1 }, (_, index) => index + 1));
  const { slots, calls } = concurrencyShares(input.concurrency);
  // So that slots end at about the same time, and waiting work is dealt anew often; never fewer items than a lease has calls.
  const even = Math.ceil((first.length + rest.length) / (SHARDS_PER_SLOT * slots));
  const size = Math.min(MOST_ITEMS, Math.max(calls, even));
  return [...inChunks(first, size), ...inChunks(rest, size)];
}

/** Shards that wait, with the same items dealt anew: the longest expected ones in the shard that is leased first. */
export function dealLongestFirst(
  shards: readonly (readonly WorkItem[])[],
  known: ReadonlyMap<string, LengthTally>,
): WorkItem[][] {
  const ordered = longestFirst(shards.flat(), known);
  let start = 0;
  return shards.map(({ length }) => {
    start += length;
    return ordered.slice(start - length, start);
  });
}

/** Consecutive parts of at most `size` items. */
export function inChunks<Item>(items: readonly Item[], size: number): Item[][] {
  const chunks: Item[][] = [];
  for (let start = 0; start < items.length; start += size) chunks.push(items.slice(start, start + size));
  return chunks;
}
