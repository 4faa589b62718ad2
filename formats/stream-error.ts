import type { LineError } from "@/contracts/trace-line";

/** The stream as a whole cannot be read on; `line` of the error is filled in by who counts lines. */
export class StreamError extends Error {
  readonly code: Extract<LineError["code"], "truncated_stream" | "too_large" | "too_many_lines">;

  constructor(code: StreamError["code"], message: string, options: { cause?: unknown } = {}) {
    super(message, options);
    this.name = "StreamError";
    this.code = code;
  }
}
