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
const SUM: Message[] = [
  {
    role: "user",
    content: "Max has 51 beads. The number grows 5 times. Max buys 5 more. How many beads are left?",
  },
];
const INVENT: Message[] = [
  { role: "user", content: "Invent a name for a ship, and write a random number of nine digits behind it." },
];
/** Two tokens that every vocabulary has; which text they stand for does not matter. */
const FORCED = [40, 41] as const;
const FORCING_BIAS = 100;
/** Shorter answers say too little about whether a continuation is one. */
const LEAST_CHARACTERS = 16;
const COMPARED_CHARACTERS = 6;

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
    if (await obeysBias(ask)) capabilities.push("logit.static");
    return {
      ok: true,
      code: "ok",
      message: messageOf(first, models, connection.model),
      latencyMs: Math.round(first.latencyMs),
      models,
      capabilities,
      server: clip(server, 200),
      sample: recordOf(first),
      reasoningField: dialect.reasoningField,
      reportsUsage: first.tokenSource === "measured",
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

const attempt = (call: Promise<EngineResult>) => call.catch(() => null);

async function tryCapabilities(ask: Ask): Promise<Capability[]> {
  const found: Capability[] = [];
  const warm = { ...SAMPLING, temperature: 1 };
  const rich = await attempt(ask(INVENT, { seed: 11, logprobs: { top: 2 } }, warm));
  if (rich?.logprobs?.some((entry) => entry.top.length > 0)) found.push("logprobs");
  const one = rich ?? (await attempt(ask(INVENT, { seed: 11 }, warm)));
  if (one !== null && one.text !== "" && (await keepsSeeds(ask, one.text, warm))) found.push("seed");
  if (await goesOn(ask)) found.push("prefix");
  return found;
}

/** The same seed gives the same text; another one another, or the server would only be one that never varies. */
async function keepsSeeds(ask: Ask, text: string, warm: Sampling): Promise<boolean> {
  const again = await attempt(ask(INVENT, { seed: 11 }, warm));
  if (again?.text !== text) return false;
  const other = await attempt(ask(INVENT, { seed: 12 }, warm));
  return other !== null && other.text !== text;
}

/**
 * Whether the server goes on with a begun answer. Without chance an answer that is cut in two has to go on with its own
 * second half, which any model does, clever or not; where the answer is too short for that, by a row of letters.
 */
async function goesOn(ask: Ask): Promise<boolean> {
  const whole = await attempt(ask(SUM, {}, SAMPLING));
  const text = whole?.text ?? "";
  const third = Math.floor(text.length / 3);
  const cut = third + Math.max(0, text.slice(third).search(/\s/));
  const begins = text.slice(cut).trimStart().slice(0, COMPARED_CHARACTERS);
  if (text.length >= LEAST_CHARACTERS && begins.length === COMPARED_CHARACTERS && !text.startsWith(begins)) {
    // Tokens begin with a blank and end with a line break: cut where a token ends.
    const head = text.slice(0, text[cut] === "\n" ? cut + 1 : cut);
    const half = await attempt(ask(SUM, {}, SAMPLING, head));
    return half?.text.trimStart().startsWith(begins) ?? false;
  }
  const row = await attempt(ask(LETTERS, {}, SAMPLING, BEGUN));
  return row !== null && /^\s*D\b/.test(row.text);
}

/**
 * Whether a bias by token id moves the answer: each of two tokens that is made all but certain has to give its own text
 * over and over. A server that takes the field and does nothing with it answers as ever.
 */
async function obeysBias(ask: Ask): Promise<boolean> {
  const texts: string[] = [];
  for (const token of FORCED) {
    const bias = new Map([[token, FORCING_BIAS]]);
    const forced = await attempt(ask(SUM, { bias }, { ...SAMPLING, maxTokens: 6 }));
    if (forced === null || !/^(.{1,8}?)\1+$/su.test(forced.text)) return false;
    texts.push(forced.text);
  }
  return texts[0] !== texts[1];
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
