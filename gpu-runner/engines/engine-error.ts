import type { Retry } from "@/contracts/errors";

/** The whole failure model of engines. `endpointDown` counts towards the circuit of an address. */
const CODES = {
  /** The name does not resolve, the connection is refused, reset or not made in time. */
  unreachable: { retry: "later", endpointDown: true },
  /** TLS or an HTTP answer that no server should send. */
  bad_protocol: { retry: "later", endpointDown: true },
  /** An address that submitted endpoints may not have (net/). */
  unsafe_address: { retry: "never", endpointDown: false },
  unauthorized: { retry: "never", endpointDown: false },
  forbidden: { retry: "never", endpointDown: false },
  rate_limited: { retry: "later", endpointDown: false },
  server_error: { retry: "later", endpointDown: true },
  /** 400, 404, 422 and the like: the same request will fail again. */
  rejected: { retry: "never", endpointDown: false },
  unknown_model: { retry: "never", endpointDown: false },
  /** An answer that is not of the protocol, for example a web page. */
  not_json: { retry: "never", endpointDown: false },
  bad_answer: { retry: "never", endpointDown: false },
  /** An answer without any text, reasoning or reason to stop. */
  empty_answer: { retry: "now", endpointDown: false },
  /** No token for the stall time. */
  stalled: { retry: "now", endpointDown: true },
  /** The whole call took longer than allowed. */
  timed_out: { retry: "now", endpointDown: true },
  /** More text than the token limit can hold: a stream that does not end. */
  endless: { retry: "never", endpointDown: false },
  /** The connection ended in the middle of an answer. */
  cut_off: { retry: "now", endpointDown: true },
  redirected: { retry: "never", endpointDown: false },
  unsupported: { retry: "never", endpointDown: false },
  /** The prompt does not fit the model's context. */
  context_exceeded: { retry: "never", endpointDown: false },
  aborted: { retry: "never", endpointDown: false },
  /** A fault of our own engine code or weights. */
  internal: { retry: "never", endpointDown: false },
} as const satisfies Record<string, { retry: Retry; endpointDown: boolean }>;

export type EngineErrorCode = keyof typeof CODES;

/** What an engine throws. Messages are for people and hold no key, no prompt and no body of another party beyond 300 characters. */
export class EngineError extends Error {
  readonly code: EngineErrorCode;
  /** What the server asked for (`Retry-After`); null where it did not. */
  readonly retryAfterMs: number | null;
  readonly status: number | null;
  /** Tokens had arrived before the failure: a new attempt pays twice and must be counted as such. */
  readonly partialText: string | null;

  constructor(
    code: EngineErrorCode,
    message: string,
    options: {
      retryAfterMs?: number | null;
      status?: number | null;
      partialText?: string | null;
      cause?: unknown;
    } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = "EngineError";
    this.code = code;
    this.retryAfterMs = options.retryAfterMs ?? null;
    this.status = options.status ?? null;
    this.partialText = options.partialText ?? null;
  }

  get retry(): Retry {
    return CODES[this.code].retry;
  }

  /** True where the failure says that the address as a whole does not work now. */
  get endpointDown(): boolean {
    return CODES[this.code].endpointDown;
  }
}
