import type { Sampling } from "@/contracts/sampling";
import type { Secret } from "@/contracts/secret";
import { type Http, type HttpAnswer, NetError } from "@/net";
import type { EngineOptions, EnginePrefix, EnginePrompt, EngineResult } from "../engine";
import { EngineError } from "../engine-error";
import { callUrl } from "./address";
import { type Dialect, learnFromRejection, wireCall } from "./dialect";
import { isContentFilter, statusError, transportError } from "./failure";
import { Gathering } from "./gather";
import { type CallLimits, maxAnswerBytes } from "./limits";
import { readAnswer } from "./read-answer";
import { Watchdog } from "./watchdog";
import { readError } from "./wire";

export type Connection = {
  http: Http;
  url: string;
  apiKey: Secret | null;
  model: string;
  limits: CallLimits;
  /** Called with the headers of each answer; the connection test reads the server's name from them. */
  onHeaders?: (headers: Readonly<Record<string, string>>) => void;
};

export function requestHeaders(connection: Connection): Record<string, string> {
  const headers: Record<string, string> = { accept: "text/event-stream, application/json" };
  if (connection.apiKey !== null) headers.authorization = `Bearer ${connection.apiKey.reveal()}`;
  return headers;
}

/** One request, not repeated, except once for each field that the server says it does not know. */
export async function callOnce(
  connection: Connection,
  input: EnginePrompt | EnginePrefix,
  sampling: Sampling,
  options: EngineOptions,
  dialect: Dialect,
): Promise<EngineResult> {
  const call = wireCall(connection.model, input, sampling, options, dialect);
  const watchdog = new Watchdog(connection.limits);
  const gathering = new Gathering(sampling.maxTokens, options.onText);
  const signals = options.signal === undefined ? [watchdog.signal] : [watchdog.signal, options.signal];
  try {
    const answer = await connection.http.send({
      method: "POST",
      url: callUrl(connection.url, call.path),
      headers: { ...requestHeaders(connection), "content-type": "application/json" },
      body: JSON.stringify(call.body),
      signal: AbortSignal.any(signals),
      timeoutMs: connection.limits.totalMs,
      maxBytes: maxAnswerBytes(sampling.maxTokens),
    });
    connection.onHeaders?.(answer.headers);
    if (answer.status < 200 || answer.status > 299) {
      const body = await answer.text().catch(() => "");
      if (isContentFilter(answer.status, body)) gathering.refused = true;
      else {
        const refusal = statusError(answer, body, Date.now());
        const isLearned =
          refusal.code === "rejected" && learns(answer, body, dialect, { body: call.body, sampling });
        if (!isLearned) throw refusal;
        return await callOnce(connection, input, sampling, options, dialect);
      }
    } else {
      dialect.hasAnswered = true;
      await readAnswer(answer, gathering, () => watchdog.token());
    }
    dialect.reasoningField ??= gathering.reasoningField;
    return gathering.result(watchdog.elapsedMs, watchdog.firstTokenMs);
  } catch (error) {
    throw withPartial(error, gathering);
  } finally {
    watchdog.end();
  }
}

function learns(
  answer: HttpAnswer,
  body: string,
  dialect: Dialect,
  sent: { body: Record<string, unknown>; sampling: Sampling },
): boolean {
  if (answer.status !== 400 && answer.status !== 422) return false;
  const told = readError(body).message ?? body.slice(0, 2000);
  return learnFromRejection(dialect, told, sent);
}

/** Says in the error what text had arrived: who repeats the call then counts this one as discarded. */
function withPartial(error: unknown, gathering: Gathering): EngineError {
  const arrived = gathering.text !== "" || gathering.reasoning !== null ? gathering.text : null;
  const known = error instanceof NetError ? transportError(error, arrived) : error;
  if (!(known instanceof EngineError)) {
    return new EngineError("internal", "The engine failed while reading an answer.", { cause: error });
  }
  if (arrived === null || known.partialText !== null) return known;
  return new EngineError(known.code, known.message, {
    retryAfterMs: known.retryAfterMs,
    status: known.status,
    partialText: arrived,
    cause: known.cause,
  });
}
