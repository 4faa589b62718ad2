import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { EngineError } from "../engines/engine-error";
import { type AnswerContext, answerChat } from "./answer-chat";
import { answerText } from "./answer-text";
import { CompletionRefused, type CompletionSource } from "./completion-source";
import { HttpFailure, readBody, sendFailure, sendJson } from "./http-io";
import {
  chatRequestSchema,
  detokenizeRequestSchema,
  textRequestSchema,
  tokenizeRequestSchema,
} from "./request-schemas";

export interface ServeOptions {
  source: CompletionSource;
  /** 0 takes any free port. */
  port: number;
  /** Asked of every request as `Authorization: Bearer`; null for none. */
  apiKey?: string | null;
}

export interface RunningServer {
  /** With `/v1`, as clients want it. */
  url: string;
  port: number;
  /** Ends open requests and the source. */
  close(): Promise<void>;
}

const HOST = "127.0.0.1";
const LOCAL_NAMES = new Set(["127.0.0.1", "localhost", "[::1]"]);

/** Serves a completion source over the OpenAI protocol on loopback only. Rejects when the port is taken. */
export async function serveOpenAi({ source, port, apiKey = null }: ServeOptions): Promise<RunningServer> {
  const startedAt = Math.floor(Date.now() / 1000);
  const server = createServer((request, response) => {
    handle(request, response, { source, apiKey, startedAt }).catch((error: unknown) => {
      if (response.headersSent) response.end();
      else sendFailure(response, failureOf(error));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, HOST, resolve);
  });
  const bound = addressOf(server).port;
  return {
    url: `http://${HOST}:${bound}/v1`,
    port: bound,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
      await source.close();
    },
  };
}

function addressOf(server: Server): AddressInfo {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server is not bound to a port");
  return address;
}

interface Served {
  source: CompletionSource;
  apiKey: string | null;
  startedAt: number;
}

async function handle(request: IncomingMessage, response: ServerResponse, served: Served): Promise<void> {
  admit(request, served.apiKey);
  const { source, startedAt } = served;
  const path = new URL(request.url ?? "/", `http://${HOST}`).pathname;
  const model = { id: source.model, object: "model", created: startedAt, owned_by: source.owner };
  const described = { ...model, max_model_len: source.contextTokens };
  switch (`${request.method} ${path}`) {
    case "GET /health":
      return sendJson(response, 200, { status: "ok" });
    case "GET /v1/models":
      return sendJson(response, 200, { object: "list", data: [described] });
    case `GET /v1/models/${encodeURIComponent(source.model)}`:
      return sendJson(response, 200, described);
    case "POST /v1/chat/completions": {
      const body = await readBody(request, chatRequestSchema);
      requireModel(source, body.model);
      return answerChat(body, contextOf(source, response, "chatcmpl"));
    }
    case "POST /v1/completions": {
      const body = await readBody(request, textRequestSchema);
      requireModel(source, body.model);
      return answerText(body, contextOf(source, response, "cmpl"));
    }
    case "POST /tokenize": {
      const { prompt } = await readBody(request, tokenizeRequestSchema);
      const tokens = await needed(source.tokenize, source)(prompt);
      return sendJson(response, 200, { tokens, count: tokens.length, max_model_len: source.contextTokens });
    }
    case "POST /detokenize": {
      const { tokens } = await readBody(request, detokenizeRequestSchema);
      return sendJson(response, 200, { prompt: await needed(source.detokenize, source)(tokens) });
    }
    default:
      throw new HttpFailure(404, "not_found", `there is no ${request.method} ${path} here`);
  }
}

/** Only pages and programs of this machine: a foreign Host means that a name was pointed here by somebody else. */
function admit(request: IncomingMessage, apiKey: string | null): void {
  const name = (request.headers.host ?? "").replace(/:\d+$/, "");
  if (!LOCAL_NAMES.has(name))
    throw new HttpFailure(403, "forbidden_host", "this server answers to loopback names only");
  if (apiKey !== null && request.headers.authorization !== `Bearer ${apiKey}`)
    throw new HttpFailure(401, "invalid_api_key", "the API key is missing or wrong");
}

function requireModel(source: CompletionSource, model: string): void {
  if (model !== source.model && !source.aliases?.includes(model))
    throw new HttpFailure(
      404,
      "model_not_found",
      `the model ${model.slice(0, 100)} is not served; ${source.model} is`,
      "model",
    );
}

function needed<Call>(call: Call | undefined, source: CompletionSource): Call {
  if (!call) throw new HttpFailure(400, "unsupported", `${source.model} has no tokens`);
  return call;
}

/** The work stops when the caller hangs up. */
function contextOf(source: CompletionSource, response: ServerResponse, prefix: string): AnswerContext {
  const controller = new AbortController();
  response.once("close", () => {
    if (!response.writableFinished) controller.abort();
  });
  return {
    source,
    response,
    signal: controller.signal,
    id: `${prefix}-${randomUUID()}`,
    created: Math.floor(Date.now() / 1000),
    fail: failureOf,
  };
}

function failureOf(error: unknown): HttpFailure {
  if (error instanceof HttpFailure) return error;
  if (error instanceof CompletionRefused) return new HttpFailure(400, error.code, error.message);
  if (error instanceof EngineError && (error.code === "context_exceeded" || error.code === "rejected"))
    return new HttpFailure(
      400,
      error.code === "context_exceeded" ? "context_length_exceeded" : error.code,
      error.message,
    );
  return new HttpFailure(500, "internal", "the server failed on this request");
}
