import type { Retry } from "@/contracts/errors";

const CODES = {
  /** Not an address that we dial: private, local, a metadata service, written in an unusual form, not https. */
  unsafe_address: "never",
  /** Not a URL at all. */
  bad_url: "never",
  dns_failed: "later",
  connect_failed: "later",
  tls_failed: "later",
  /** The connection ended in the middle of a request or an answer. */
  cut_off: "later",
  /** An answer that is not HTTP, or headers past their limit. */
  protocol_error: "later",
  headers_timeout: "later",
  /** No byte of the body for too long. */
  body_timeout: "later",
  timed_out: "later",
  too_large: "never",
  redirect_refused: "never",
  aborted: "never",
} as const satisfies Record<string, Retry>;

export type NetErrorCode = keyof typeof CODES;

/** Every failure of a request made through `net/`. Messages may be shown to whoever gave the address. */
export class NetError extends Error {
  readonly code: NetErrorCode;

  constructor(code: NetErrorCode, message: string, options: { cause?: unknown } = {}) {
    super(message, options);
    this.name = "NetError";
    this.code = code;
  }

  get retry(): Retry {
    return CODES[this.code];
  }
}
