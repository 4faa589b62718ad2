import type { HttpAnswer, NetError } from "@/net";
import { EngineError } from "../engine-error";
import { retryAfterMs } from "./retry-after";
import { readError } from "./wire";

/** An HTTP answer other than 2xx as an error that says what to do. Quotes at most 300 characters of the server's words. */
export function statusError(answer: HttpAnswer, body: string, nowMs: number): EngineError {
  const { status } = answer;
  const told = readError(body);
  const words = told.message === null ? "" : ` It said: ${told.message.slice(0, 300)}`;
  const options = { status, retryAfterMs: retryAfterMs(answer.headers, nowMs) };
  if (status === 401) {
    return new EngineError("unauthorized", `The endpoint refused the API key (401).${words}`, options);
  }
  if (status === 403)
    return new EngineError("forbidden", `The endpoint forbids this call (403).${words}`, options);
  if (status === 404) {
    return new EngineError("rejected", `The endpoint knows no such address or model (404).${words}`, options);
  }
  if (status === 429)
    return new EngineError("rate_limited", `The endpoint limits its calls (429).${words}`, options);
  if (status === 408 || status === 425 || status >= 500) {
    return new EngineError("server_error", `The endpoint failed (${status}).${words}`, options);
  }
  if (status >= 300 && status < 400) {
    return new EngineError(
      "redirected",
      `The endpoint redirects (${status}); give its final address.`,
      options,
    );
  }
  if (
    told.code === "context_length_exceeded" ||
    /context (?:length|window)|maximum context/i.test(told.message ?? "")
  ) {
    return new EngineError(
      "context_exceeded",
      `The prompt does not fit the model's context.${words}`,
      options,
    );
  }
  return new EngineError("rejected", `The endpoint rejected the request (${status}).${words}`, options);
}

/** True for a refusal by a content filter that came as an error instead of a finish reason. */
export function isContentFilter(status: number, body: string): boolean {
  const { code } = readError(body);
  return status === 400 && (code === "content_filter" || code === "content_policy_violation");
}

/** A failed request as an engine error; `aborted` keeps the reason that the caller or a watchdog gave. */
export function transportError(error: NetError, partialText: string | null): EngineError {
  const options = { cause: error, partialText };
  switch (error.code) {
    case "unsafe_address":
    case "bad_url":
      return new EngineError("unsafe_address", error.message, options);
    case "redirect_refused":
      return new EngineError("redirected", error.message, options);
    case "dns_failed":
    case "connect_failed":
      return new EngineError("unreachable", error.message, options);
    case "tls_failed":
    case "protocol_error":
      return new EngineError("bad_protocol", error.message, options);
    case "headers_timeout":
    case "body_timeout":
      return new EngineError("stalled", error.message, options);
    case "timed_out":
      return new EngineError("timed_out", error.message, options);
    case "too_large":
      return new EngineError("endless", error.message, options);
    case "cut_off":
      return new EngineError("cut_off", error.message, options);
    case "aborted":
      return error.cause instanceof EngineError
        ? error.cause
        : new EngineError("aborted", "The call was stopped.", options);
  }
}
