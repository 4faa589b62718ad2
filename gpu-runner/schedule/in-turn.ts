import type { WorkItem } from "@/contracts/runner";
import type { Turn } from "./shared-places";

type Attempt = { item: WorkItem };

/**
 * Has every item performed when its turn comes; `again` puts one back to wait. Resolves when none waits or runs. Nothing new
 * starts after `isStopped`, nor after a failure, which is thrown once what was running has ended.
 */
export function inTurn<One extends Attempt>(
  { place, seat, lengths }: Turn,
  items: readonly One[],
  work: {
    perform: (one: One, again: (one: One) => void) => Promise<void>;
    isStopped: () => boolean;
    onAllStarted?: () => void;
  },
): Promise<void> {
  return new Promise((resolve, reject) => {
    let open = 0;
    let failed: { error: unknown } | null = null;
    const settle = () => {
      if (open > 0) return;
      if (failed !== null) reject(failed.error);
      else resolve();
    };
    const run = async (one: One): Promise<void> => {
      try {
        if (failed === null && !work.isStopped()) await work.perform(one, add);
      } catch (error) {
        failed ??= { error };
      } finally {
        open--;
        if (place.isWaiting(seat) && (failed !== null || work.isStopped())) open -= place.withdraw(seat);
        place.done();
        settle();
      }
    };
    const add = (one: One): void => {
      open++;
      place.add(seat, one.item, lengths, () => {
        void run(one);
        if (!place.isWaiting(seat)) work.onAllStarted?.();
      });
    };
    for (const one of items) add(one);
    settle();
  });
}
