import { setTimeout as sleep } from "node:timers/promises";
import { EngineError, type EngineErrorCode } from "../engine-error";
import type { CallLimits } from "./limits";

/** Failures of which it is certain that no token was made for us: asking again costs nothing. */
const FREE_TO_REPEAT: ReadonlySet<EngineErrorCode> = new Set([
  "unreachable",
  "bad_protocol",
  "rate_limited",
  "server_error",
]);

/**
 * Repeats a call by class of failure, with doubling waits or the server's own `Retry-After`. Never repeats a call
 * whose tokens had begun to arrive, nor one that stalled: those may have been paid for, and who repeats them has to
 * count the lost one.
 */
export async function withAttempts<Result>(
  limits: CallLimits,
  signal: AbortSignal | undefined,
  run: () => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof EngineError) || attempt >= limits.attempts) throw error;
      if (!FREE_TO_REPEAT.has(error.code) || error.partialText !== null) throw error;
      const waitMs = error.retryAfterMs ?? limits.backoffMs * 2 ** (attempt - 1);
      if (waitMs > limits.maxBackoffMs) throw error;
      await sleep(waitMs, undefined, { signal }).catch(() => {
        throw new EngineError("aborted", "The call was stopped.");
      });
    }
  }
}
