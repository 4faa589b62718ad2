/** One request. Times in milliseconds, sizes in bytes. */
export type HttpRequest = {
  method: "GET" | "POST" | "HEAD";
  url: string;
  headers?: Readonly<Record<string, string>>;
  body?: string | Uint8Array;
  signal?: AbortSignal;
  /** From the call to the end of the body. */
  timeoutMs?: number;
  /** Longest body, counted after decompression. */
  maxBytes?: number;
};

export const HTTP_DEFAULTS = {
  timeoutMs: 60_000,
  /** From the request's last byte to the answer's headers; set per client. */
  headersTimeoutMs: 30_000,
  /** Longest silence within the body; set per client. */
  bodyIdleMs: 30_000,
  connectTimeoutMs: 10_000,
  maxHeaderBytes: 32 * 1024,
  maxBytes: 16 * 1024 ** 2,
  maxRedirects: 3,
} as const;

/** The body is read once: by `body`, chunk by chunk, or by `text`. Leaving `body` early closes the connection; whoever reads nothing calls `discard`. */
export type HttpAnswer = {
  status: number;
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
  /** Where the answer came from, after redirects. */
  url: string;
  body: AsyncIterable<Uint8Array>;
  text(): Promise<string>;
  discard(): void;
};

/** Sends requests; throws `NetError` and nothing else. Answers of any status are answers. */
export type Http = {
  send(request: HttpRequest): Promise<HttpAnswer>;
  close(): Promise<void>;
};
