const CODES = [
  "bad_address",
  "gated",
  "repository_not_found",
  "revision_not_found",
  "file_not_found",
  "checksum_mismatch",
  "too_large",
  "unexpected_answer",
] as const;

export type HubErrorCode = (typeof CODES)[number];

/** What a data-set hub answered that keeps a file from being used. The message says what to do next. */
export class HubError extends Error {
  readonly code: HubErrorCode;

  constructor(code: HubErrorCode, message: string) {
    super(message);
    this.name = "HubError";
    this.code = code;
  }
}
