import type { IncomingMessage, ServerResponse } from "node:http";
import type { z } from "zod";
import { SERVE_LIMITS } from "./request-schemas";

/** An answer other than success, in the shape that OpenAI clients read. */
export class HttpFailure extends Error {
  readonly status: number;
  readonly code: string;
  readonly parameter: string | null;

  constructor(status: number, code: string, message: string, parameter: string | null = null) {
    super(message);
    this.status = status;
    this.code = code;
    this.parameter = parameter;
  }
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(text),
  });
  response.end(text);
}

export function sendFailure(
  response: ServerResponse,
  { status, code, message, parameter }: HttpFailure,
): void {
  const type = status >= 500 ? "server_error" : "invalid_request_error";
  sendJson(response, status, { error: { message, type, param: parameter, code } });
}

/** The request's JSON body, checked; throws `HttpFailure` 400 or 413. */
export async function readBody<Schema extends z.ZodType>(
  request: IncomingMessage,
  schema: Schema,
): Promise<z.output<Schema>> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request) {
    bytes += part.length;
    if (bytes > SERVE_LIMITS.bodyBytes)
      throw new HttpFailure(413, "body_too_large", `the body is larger than ${SERVE_LIMITS.bodyBytes} bytes`);
    parts.push(part);
  }
  let value: unknown;
  try {
    value = JSON.parse(Buffer.concat(parts).toString("utf8"));
  } catch {
    throw new HttpFailure(400, "invalid_json", "the body is not JSON");
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const parameter = issue?.path.join(".") || null;
  throw new HttpFailure(400, "invalid_value", `${parameter ?? "body"}: ${issue?.message}`, parameter);
}

/** Server-sent events, as OpenAI streams them: one `data:` line a chunk, `[DONE]` last. */
export class EventStream {
  readonly #response: ServerResponse;

  constructor(response: ServerResponse) {
    this.#response = response;
    response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-cache" });
  }

  send(chunk: unknown): void {
    this.#response.write(`data: ${JSON.stringify(chunk)}\n\n`);
  }

  /** The status line is gone, so a failure is told as a last chunk. */
  fail(failure: HttpFailure): void {
    this.send({ error: { message: failure.message, type: "server_error", param: null, code: failure.code } });
    this.#response.end();
  }

  end(): void {
    this.#response.end("data: [DONE]\n\n");
  }
}
