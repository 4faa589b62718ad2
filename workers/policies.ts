/** Retries of every function and step; named, because the SDK and the real server have different defaults. */
export const RETRIES = 5;

/** The first wait is short: a submitter hears within it that no runner is connected. */
export const FIRST_WAIT = "10s";
/** Every further wait ends after this time and the tables are looked at again: an event may be missed. */
export const NEXT_WAIT = "10m";
/** Waits per function run; after them it hands on to a new one, because a function has at most 1,000 steps. */
export const MOST_WAITS = 200;

/** A decision is waited for in parts of an hour, for seven days. */
export const DECISION_WAIT = "1h";
export const DECISION_WAITS = 7 * 24 + 1;

export function waitOf(round: number): string {
  return round === 0 ? FIRST_WAIT : NEXT_WAIT;
}
