import type { LeaseWork } from "@/contracts/runner";
import { CallPlace, type Lengths, type Seat } from "./call-place";

type ModelWork = Pick<Extract<LeaseWork, { kind: "generate" }>, "concurrency" | "place" | "lengths">;

/** What the samples of one lease are started through. */
export type Turn = { place: CallPlace; seat: Seat; lengths: Lengths };

/** The places of a runner by endpoint, and the lengths that it learned by run; both are forgotten with their last lease. */
export class SharedPlaces {
  readonly #places = new Map<string, CallPlace>();
  readonly #lengths = new Map<string, { lengths: Lengths; users: number }>();

  /** Works with a seat at the endpoint of a lease; gives the seat back at the end, whatever happens. */
  async use<Result>(
    runId: string,
    work: ModelWork,
    perform: (turn: Turn) => Promise<Result>,
  ): Promise<Result> {
    const key = work.place?.key ?? runId;
    const place = this.#places.get(key) ?? new CallPlace();
    this.#places.set(key, place);
    const learned = this.#lengths.get(runId) ?? { lengths: new Map(), users: 0 };
    this.#lengths.set(runId, learned);
    learned.users++;
    mergeLengths(learned.lengths, work.lengths ?? {});
    const seat = { calls: work.concurrency, atMost: work.place?.concurrency ?? Number.POSITIVE_INFINITY };
    place.enter(seat);
    try {
      return await perform({ place, seat, lengths: learned.lengths });
    } finally {
      place.leave(seat);
      if (place.seats === 0) this.#places.delete(key);
      learned.users--;
      if (learned.users === 0) this.#lengths.delete(runId);
    }
  }
}

/** The server knows samples of other runners, this runner those that it has not reported yet: the larger count is kept. */
function mergeLengths(known: Lengths, told: NonNullable<ModelWork["lengths"]>): void {
  for (const [problemId, tally] of Object.entries(told)) {
    if (tally.samples > (known.get(problemId)?.samples ?? 0)) known.set(problemId, tally);
  }
}

/** A place for one lease alone. */
export function ownTurn(work: Pick<ModelWork, "concurrency">): Turn {
  const place = new CallPlace();
  const seat = { calls: Math.max(1, work.concurrency), atMost: Number.POSITIVE_INFINITY };
  place.enter(seat);
  return { place, seat, lengths: new Map() };
}
