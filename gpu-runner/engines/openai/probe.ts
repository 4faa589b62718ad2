import type { Capability } from "@/contracts/capability";
import type { ProbeResult } from "@/contracts/runner";
import type { CallRecord, Message } from "@/contracts/sample";
import type { Sampling } from "@/contracts/sampling";
import { NetError } from "@/net";
import type { EngineOptions, EngineResult } from "../engine";
import { EngineError } from "../engine-error";
import { callUrl } from "./address";
import { withAttempts } from "./attempts";
import { type Connection, callOnce, requestHeaders } from "./call";
import { newDialect } from "./dialect";
import { transportError } from "./failure";
import { PROBE_LIMITS } from "./limits";
import { modelsSchema, parseJson } from "./wire";

const SAMPLING: Sampling = { temperature: 0, topP: 1, topK: 0, minP: 0, maxTokens: 32, seed: 7 };
const READY: Message[] = [{ role: "user", content: "Reply with the single word: ready" }];
const LETTERS: Message[] = [{ role: "user", content: "Write the first six letters of the alphabet." }];
const BEGUN = "A, B, C,";

/**
 * The connection test: lists the models, asks for one word, then tries what the server can do besides (logprobs, seeds,
 * going on from a beginning). Never throws for what the endpoint does: the result says what is wrong and what to do.
 */
export async function probeEndpoint(
  target: Omit<Connection, "limits" | "onHeaders"> & {
    limits?: Partial<Connection["limits"]>;
    signal?: AbortSignal;
  },
): Promise<ProbeResult> {
  let server: string | null = null;
  const connection: Connection = {
    ...target,
    limits: { ...PROBE_LIMITS, ...target.limits },
    onHeaders: (headers) => {
      server ??= headers.server ?? null;
    },
  };
  const dialect = newDialect();
  const ask = (messages: Message[], options: EngineOptions, sampling = SAMPLING, text?: string) =>
    withAttempts(connection.limits, target.signal, () =>
      callOnce(
        connection,
        text === undefined ? { messages } : { messages, text },
        sampling,
        { ...options, signal: target.signal },
        dialect,
      ),
    );
  const listed = await listModels(connection, target.signal);
  const models = listed.map((model) => model.id);
  // Servers name themselves here: an engine its own name, a program that is no model says so.
  server = listed.find((model) => model.id === target.model)?.owner ?? listed[0]?.owner ?? server;
  try {
    const first = await ask(READY, {});
    const capabilities: Capability[] = ["chat", ...(await tryCapabilities(ask))];
    return {
      ok: true,
      code: "ok",
      message: messageOf(first, models, connection.model),
      latencyMs: Math.round(first.latencyMs),
      models,
      capabilities,
      server: clip(server, 200),
      sample: recordOf(first),
    };
  } catch (error) {
    const known =
      error instanceof EngineError ? error : new EngineError("internal", "The connection test failed.");
    const base = {
      ok: false,
      latencyMs: null,
      models,
      capabilities: [],
      server: clip(server, 200),
      sample: null,
    };
    return { ...base, code: known.code, message: known.message.slice(0, 2000) };
  }
}

type Ask = (
  messages: Message[],
  options: EngineOptions,
  sampling?: Sampling,
  text?: string,
) => Promise<EngineResult>;

async function tryCapabilities(ask: Ask): Promise<Capability[]> {
  const found: Capability[] = [];
  const warm = { ...SAMPLING, temperature: 1 };
  const attempt = (call: Promise<EngineResult>) => call.catch(() => null);
  const rich = await attempt(ask(LETTERS, { seed: 11, logprobs: { top: 2 } }, warm));
  const one = rich ?? (await attempt(ask(LETTERS, { seed: 11 }, warm)));
  if (one?.logprobs?.some((entry) => entry.top.length > 0)) found.push("logprobs");
  const two = await attempt(ask(LETTERS, { seed: 11 }, warm));
  if (one !== null && two !== null && one.text !== "" && one.text === two.text) found.push("seed");
  const three = await attempt(ask(LETTERS, {}, SAMPLING, BEGUN));
  if (three !== null && /^\s*D\b/.test(three.text)) found.push("prefix");
  return found;
}

/** Model names, empty where the server has no list: many proxies do not. */
async function listModels(
  connection: Connection,
  signal: AbortSignal | undefined,
): Promise<{ id: string; owner: string | null }[]> {
  try {
    const answer = await connection.http.send({
      method: "GET",
      url: callUrl(connection.url, "/models"),
      headers: requestHeaders(connection),
      signal,
      timeoutMs: Math.min(connection.limits.firstTokenMs, 10_000),
    });
    connection.onHeaders?.(answer.headers);
    const parsed = modelsSchema.safeParse(parseJson(await answer.text()));
    if (!parsed.success) return [];
    return parsed.data.data
      .slice(0, 200)
      .map((model) => ({ id: model.id.slice(0, 200), owner: model.owned_by ?? null }));
  } catch (error) {
    if (error instanceof NetError && transportError(error, null).code !== "aborted") return [];
    throw error;
  }
}

function messageOf(first: EngineResult, models: readonly string[], model: string): string {
  const parts = ["The endpoint answers."];
  if (first.tokenSource === "unknown")
    parts.push("It reports no token usage: token counts will show a dash.");
  if (models.length > 0 && !models.includes(model))
    parts.push("Its list of models does not name the chosen one.");
  if (first.finishReason === "content_filter") parts.push("Its content filter refused the test question.");
  return parts.join(" ");
}

function recordOf(result: EngineResult): CallRecord {
  return {
    index: 0,
    role: "solver",
    kind: "generate",
    request: { messages: READY, sampling: { ...SAMPLING } },
    response: result.text.slice(0, 2000),
    reasoning: result.reasoning?.slice(0, 2000) ?? null,
    finishReason: result.finishReason,
    promptTokens: result.promptTokens,
    completionTokens: result.completionTokens,
    latencyMs: Math.round(result.latencyMs),
    discarded: false,
  };
}

const clip = (text: string | null, length: number) => text?.slice(0, length) ?? null;
