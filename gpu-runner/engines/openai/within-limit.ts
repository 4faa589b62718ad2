import type { AdaptiveLimit } from "../../schedule/adaptive-limit";
import { EngineError } from "../engine-error";
import type { CallLimits } from "./limits";

/** Statuses by which a server says that it has too much to do (RFC 6585, section 4; RFC 9110, section 15.6.4). */
const OVERLOADED: ReadonlySet<number | null> = new Set([429, 503]);

/** Makes one request when the account has room for it, and tells the account's limit what came of it. */
export async function withinLimit<Result>(
  limit: AdaptiveLimit | undefined,
  limits: CallLimits,
  signal: AbortSignal | undefined,
  request: () => Promise<Result>,
): Promise<Result> {
  if (limit === undefined) return request();
  if (!(await limit.enter(signal))) throw new EngineError("aborted", "The call was stopped.");
  try {
    const result = await request();
    limit.succeeded();
    return result;
  } catch (error) {
    // A longer wait than this ends the call's attempts, and its shard is put back: others must hear that too.
    if (isOverload(error)) limit.refused(shorter(error.retryAfterMs, limits.maxBackoffMs));
    else limit.ended();
    throw error;
  }
}

function isOverload(error: unknown): error is EngineError {
  if (!(error instanceof EngineError)) return false;
  return OVERLOADED.has(error.status) || error.code === "timed_out" || error.code === "stalled";
}

const shorter = (askedMs: number | null, mostMs: number) =>
  askedMs === null ? null : Math.min(askedMs, mostMs);
