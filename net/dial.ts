import { type Agent, errors, fetch, type Response } from "undici";
import { HTTP_DEFAULTS, type HttpAnswer, type HttpRequest } from "./http";
import { NetError } from "./net-error";

/** One request over one agent, without following redirects; the body is capped and timed. */
export async function dial(agent: Agent, request: HttpRequest): Promise<HttpAnswer> {
  const timeoutMs = request.timeoutMs ?? HTTP_DEFAULTS.timeoutMs;
  const watch = new AbortController();
  const timer = setTimeout(() => watch.abort(tooSlow(timeoutMs)), timeoutMs);
  const signals = request.signal === undefined ? [watch.signal] : [watch.signal, request.signal];
  const signal = AbortSignal.any(signals);
  const finish = () => clearTimeout(timer);
  let response: Response;
  try {
    response = await fetch(request.url, {
      method: request.method,
      headers: { "accept-encoding": "identity", ...request.headers },
      body: request.body ?? null,
      redirect: "manual",
      signal,
      dispatcher: agent,
    });
  } catch (error) {
    finish();
    throw netErrorOf(error, signals);
  }
  const maxBytes = request.maxBytes ?? HTTP_DEFAULTS.maxBytes;
  const body = cappedBody(response, maxBytes, watch, signals, finish);
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    url: request.url,
    body,
    text: () => textOf(body),
    discard: () => {
      finish();
      watch.abort(notRead());
    },
  };
}

async function* cappedBody(
  response: Response,
  maxBytes: number,
  watch: AbortController,
  signals: readonly AbortSignal[],
  finish: () => void,
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  try {
    if (response.body === null) return;
    for await (const chunk of response.body) {
      bytes += chunk.byteLength;
      if (bytes > maxBytes) throw new NetError("too_large", `The answer is longer than ${maxBytes} bytes.`);
      yield chunk;
    }
  } catch (error) {
    throw netErrorOf(error, signals);
  } finally {
    finish();
    watch.abort(notRead());
  }
}

async function textOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of body) text += decoder.decode(chunk, { stream: true });
  return text + decoder.decode();
}

const notRead = () => new NetError("aborted", "The answer is not read any further.");
const tooSlow = (timeoutMs: number) =>
  new NetError("timed_out", `No complete answer within ${timeoutMs / 1000} s.`);

const CONNECT_CODES = new Set([
  "ECONNREFUSED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ETIMEDOUT",
  "EADDRNOTAVAIL",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/** Every way in which a request fails, as one of our codes; causes are unwrapped as deep as they go. */
function netErrorOf(error: unknown, signals: readonly AbortSignal[]): NetError {
  for (const signal of signals) {
    if (!signal.aborted) continue;
    if (signal.reason instanceof NetError) return signal.reason;
    return new NetError("aborted", "The request was stopped.", { cause: signal.reason });
  }
  for (
    let cause: unknown = error, depth = 0;
    cause instanceof Error && depth < 6;
    cause = cause.cause, depth++
  ) {
    if (cause instanceof NetError) return cause;
    if (cause instanceof AggregateError && cause.errors.length > 0)
      return netErrorOf(cause.errors[0], signals);
    if (cause instanceof errors.HeadersTimeoutError) {
      return new NetError("headers_timeout", "The server took the request and did not begin to answer.", {
        cause: error,
      });
    }
    if (cause instanceof errors.BodyTimeoutError) {
      return new NetError("body_timeout", "The server stopped in the middle of its answer.", {
        cause: error,
      });
    }
    if (cause instanceof errors.HeadersOverflowError) {
      return new NetError("protocol_error", "The answer's headers are too long.", { cause: error });
    }
    if (cause instanceof errors.HTTPParserError) {
      return new NetError("protocol_error", "The answer is not HTTP.", { cause: error });
    }
    if (cause.message === "bad port") {
      return new NetError("unsafe_address", "The port belongs to another protocol.", { cause: error });
    }
    if (cause.name === "AbortError")
      return new NetError("aborted", "The request was stopped.", { cause: error });
    const code = "code" in cause && typeof cause.code === "string" ? cause.code : "";
    if (CONNECT_CODES.has(code)) {
      return new NetError("connect_failed", `No connection could be made (${code}).`, { cause: error });
    }
    if (code === "ENOTFOUND" || code === "EAI_AGAIN") {
      return new NetError("dns_failed", "The name does not resolve.", { cause: error });
    }
    if (/^(ERR_TLS|ERR_SSL|CERT_|DEPTH_|SELF_SIGNED|UNABLE_TO|EPROTO)/.test(code)) {
      return new NetError("tls_failed", `No secure connection could be made (${code}).`, { cause: error });
    }
  }
  return new NetError("cut_off", "The connection ended before the answer was complete.", { cause: error });
}
