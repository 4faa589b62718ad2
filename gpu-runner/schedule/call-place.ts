import type { WorkItem } from "@/contracts/runner";
import type { SampleReport } from "@/contracts/sample";
import { compareRanks, type LengthTally, lengthRank } from "@/measure";

/** What the samples of one run have told of their lengths, shared by the leases of that run. */
export type Lengths = Map<string, LengthTally>;

type Waiting = { item: WorkItem; start: () => void; lengths: Lengths; owner: Seat };

/** One lease's part in a place: it brings items, and calls that may be made at a time. */
export type Seat = {
  calls: number;
  /** Most calls of all leases of the place together. */
  atMost: number;
};

/**
 * Where leases of one endpoint meet in this runner. Each brings its share of concurrent calls; a call that a lease no longer needs
 * serves the items of the others, so that a lease whose last samples are long leaves nothing idle. Started next is what
 * `longestFirst` puts first, of all that waits.
 */
export class CallPlace {
  readonly #waiting: Waiting[] = [];
  readonly #seats = new Set<Seat>();
  #running = 0;

  get seats(): number {
    return this.#seats.size;
  }

  enter(seat: Seat): void {
    this.#seats.add(seat);
    this.#startNext();
  }

  leave(seat: Seat): void {
    this.#seats.delete(seat);
  }

  /** Calls `start` when it is the item's turn; `done` has to be called when it has ended. */
  add(owner: Seat, item: WorkItem, lengths: Lengths, start: () => void): void {
    this.#waiting.push({ owner, item, lengths, start });
    // All items of a lease are there before the first one is chosen.
    queueMicrotask(() => this.#startNext());
  }

  /** Gives up what waits of one lease; returns how many items that were. */
  withdraw(owner: Seat): number {
    const before = this.#waiting.length;
    const kept = this.#waiting.filter((one) => one.owner !== owner);
    this.#waiting.splice(0, before, ...kept);
    return before - kept.length;
  }

  isWaiting(owner: Seat): boolean {
    return this.#waiting.some((one) => one.owner === owner);
  }

  done(): void {
    this.#running--;
    this.#startNext();
  }

  #startNext(): void {
    while (this.#running < this.#calls()) {
      const next = this.#takeNext();
      if (next === undefined) return;
      this.#running++;
      next.start();
    }
  }

  /** Never more than the leases were given together, nor than the submitter allows. */
  #calls(): number {
    let calls = 0;
    let atMost = Number.POSITIVE_INFINITY;
    for (const seat of this.#seats) {
      calls += seat.calls;
      atMost = Math.min(atMost, seat.atMost);
    }
    return Math.min(calls, atMost);
  }

  #takeNext(): Waiting | undefined {
    let best: Waiting | undefined;
    for (const one of this.#waiting) if (best === undefined || comesBefore(one, best)) best = one;
    if (best !== undefined) this.#waiting.splice(this.#waiting.indexOf(best), 1);
    return best;
  }
}

function comesBefore(a: Waiting, b: Waiting): boolean {
  return compareRanks(rankOf(a), rankOf(b)) < 0;
}

function rankOf({ item, lengths }: Waiting) {
  return lengthRank(item, lengths.get(item.problemId));
}

/** Adds what a finished sample tells of its problem's length. */
export function learnLength(lengths: Lengths, { problemId, completionTokens, fault }: SampleReport): void {
  if (completionTokens === null || fault?.kind === "infra_error") return;
  const { samples, tokens } = lengths.get(problemId) ?? { samples: 0, tokens: 0 };
  lengths.set(problemId, { samples: samples + 1, tokens: tokens + completionTokens });
}
