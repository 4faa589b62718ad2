import type { CallPlace } from "../journal/journal";

/** A resumed sample asks something else than what its journal answers: the method is not deterministic, or was changed. */
export class JournalMismatch extends Error {
  constructor(place: CallPlace) {
    super(
      `Call ${place.index} of problem ${place.problemId}, sample ${place.sample} asks something else than the journal holds; the method or its prompt has changed since the run began. Submit the run again.`,
    );
    this.name = "JournalMismatch";
  }
}
