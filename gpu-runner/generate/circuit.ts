import type { ShardFailure } from "@/contracts/runner";
import type { EngineError } from "../engines/engine-error";

/** An address that failed this often in a row is left alone for a while (architecture: leases). */
const FAILURES_IN_A_ROW = 5;
const WAIT_MS = 30_000;

/** Faults of the address or its key: no sample can do better, so they end the shard and not the sample. */
const HOPELESS = new Set(["unauthorized", "forbidden", "unknown_model", "unsafe_address", "unsupported"]);

/** Watches the calls of one shard to one address and says when to stop. */
export class Circuit {
  #inARow = 0;

  success(): void {
    this.#inARow = 0;
  }

  /** Takes a failure; gives back why the whole shard has to stop, or null where the others may go on. */
  failure(error: EngineError): ShardFailure | null {
    if (HOPELESS.has(error.code)) return failureOf(error, "never", 0);
    if (!error.endpointDown && error.code !== "rate_limited") return null;
    this.#inARow++;
    if (this.#inARow >= FAILURES_IN_A_ROW) return failureOf(error, "later", error.retryAfterMs ?? WAIT_MS);
    if (error.code === "rate_limited" && (error.retryAfterMs ?? 0) > WAIT_MS) {
      return failureOf(error, "later", error.retryAfterMs ?? WAIT_MS);
    }
    return null;
  }
}

function failureOf(error: EngineError, retry: ShardFailure["retry"], retryAfterMs: number): ShardFailure {
  return { code: error.code, message: error.message.slice(0, 2000), retry, retryAfterMs };
}
