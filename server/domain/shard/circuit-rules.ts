/** Consecutive failures after which an endpoint is left alone for a while. */
export const FAILURES_TO_OPEN = 5;
/** An endpoint that has failed for this long is given up. */
export const GIVE_UP_AFTER_MS = 24 * 3_600_000;
const FIRST_PAUSE_MS = 15_000;
const LONGEST_PAUSE_MS = 15 * 60_000;

export type Circuit = { failures: number; failingSince: Date | null; nextTryAt: Date | null };

/** What follows from one more failure: from the fifth in a row on, a pause that doubles up to 15 minutes. */
export function afterFailure(circuit: Circuit, at: Date, retryAfterMs: number): Circuit {
  const failures = circuit.failures + 1;
  const failingSince = circuit.failingSince ?? at;
  if (failures < FAILURES_TO_OPEN) return { failures, failingSince, nextTryAt: null };
  const doubled = FIRST_PAUSE_MS * 2 ** Math.min(failures - FAILURES_TO_OPEN, 16);
  const pauseMs = Math.max(Math.min(doubled, LONGEST_PAUSE_MS), Math.min(retryAfterMs, LONGEST_PAUSE_MS));
  return { failures, failingSince, nextTryAt: new Date(at.getTime() + pauseMs) };
}

export function isGivenUp(circuit: Circuit, at: Date): boolean {
  return circuit.failingSince !== null && at.getTime() - circuit.failingSince.getTime() >= GIVE_UP_AFTER_MS;
}
