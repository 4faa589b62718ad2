import { z } from "zod";

/** Whether the same call may succeed later: `never` without a change by the caller, `later` after a wait, `now` at once. */
export type Retry = "never" | "later" | "now";

const CODES = {
  unauthenticated: { status: 401, retry: "never" },
  forbidden: { status: 403, retry: "never" },
  not_found: { status: 404, retry: "never" },
  method_not_allowed: { status: 405, retry: "never" },
  conflict: { status: 409, retry: "never" },
  stale_lease: { status: 409, retry: "never" },
  invalid_transition: { status: 409, retry: "never" },
  payload_too_large: { status: 413, retry: "never" },
  invalid_input: { status: 422, retry: "never" },
  unknown_benchmark: { status: 422, retry: "never" },
  unknown_problem: { status: 422, retry: "never" },
  unsuitable_method: { status: 422, retry: "never" },
  unsafe_address: { status: 422, retry: "never" },
  bad_upload: { status: 422, retry: "never" },
  endpoint_unreachable: { status: 422, retry: "later" },
  endpoint_rejected: { status: 422, retry: "never" },
  rate_limited: { status: 429, retry: "later" },
  quota_exceeded: { status: 429, retry: "later" },
  no_runner: { status: 503, retry: "later" },
  unavailable: { status: 503, retry: "later" },
  internal: { status: 500, retry: "later" },
} as const satisfies Record<string, { status: number; retry: Retry }>;

export type ErrorCode = keyof typeof CODES;
export const ERROR_CODES = Object.keys(CODES) as [ErrorCode, ...ErrorCode[]];

export function errorStatus(code: ErrorCode): number {
  return CODES[code].status;
}

export function errorRetry(code: ErrorCode): Retry {
  return CODES[code].retry;
}

/** The body of every failed answer of the public API. */
export const errorBodySchema = z.object({
  error: z.object({ code: z.enum(ERROR_CODES), message: z.string(), hint: z.string() }),
});
export type ErrorBody = z.infer<typeof errorBodySchema>;

/** The one error that domain verbs throw on purpose; its message and hint are safe to show to the caller. */
export class PlumblineError extends Error {
  readonly code: ErrorCode;
  readonly hint: string;
  readonly retryAfterSeconds: number | null;

  constructor(
    code: ErrorCode,
    message: string,
    options: { hint: string; retryAfterSeconds?: number; cause?: unknown },
  ) {
    super(message, { cause: options.cause });
    this.name = "PlumblineError";
    this.code = code;
    this.hint = options.hint;
    this.retryAfterSeconds = options.retryAfterSeconds ?? null;
  }

  get retry(): Retry {
    return errorRetry(this.code);
  }

  toBody(): ErrorBody {
    return { error: { code: this.code, message: this.message, hint: this.hint } };
  }
}
