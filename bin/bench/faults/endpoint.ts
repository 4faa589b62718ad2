import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import { SOLVER_MODEL } from "@/gpu-runner/serve/noisy-solver-source";
import { serveSolver } from "@/gpu-runner/serve/serve-solver";
import { freePort } from "../../supervisor/ports";
import { asksProblem } from "./benchmark";

export const ENDPOINT_MODEL = SOLVER_MODEL;
const HOST = "127.0.0.1";
const RETRY_AFTER_S = 2;
/** Text that an endless stream sends at a time. */
const ENDLESS_PIECE = "and so on ".repeat(50);
const ENDLESS_EVERY_MS = 5;

/** What the endpoint does to calls that begin now. */
export type Mood = "well" | "storm" | "silent" | "stalls" | "endless";

/** What the endpoint itself saw of the calls that ask problems. */
export type CallLog = {
  /** Calls that work began for. */
  begun: number;
  /** Their seeds: one for each call that is needed. */
  seeds: Set<number>;
  /** Calls that were refused with 429: nothing was made for them. */
  refused: number;
};

export type Endpoint = {
  url: string;
  log: CallLog;
  mood: Mood;
  /** Goes away in the middle of its answers, and comes back on the same port. */
  restart(awayMs: number): Promise<void>;
  /** A new round: an empty log and good mood. */
  begin(): void;
  close(): Promise<void>;
};

const callSchema = z.object({
  seed: z.number().optional(),
  messages: z.array(z.object({ content: z.string() })).default([]),
});

/**
 * The noisy solver behind a front that keeps a log of its own, takes `callMs` for an answer and misbehaves on demand. One
 * call has one seed, so a seed that comes twice is a call made twice.
 */
export async function startEndpoint(callMs: number): Promise<Endpoint> {
  const solver = await serveSolver({ port: 0, errorRate: 0.2 });
  const port = await freePort();
  const newLog = (): CallLog => ({ begun: 0, seeds: new Set(), refused: 0 });
  let server: Server | null = null;
  const listen = () =>
    new Promise<void>((resolve, reject) => {
      server = createServer((request, response) => {
        answer(request, response).catch(() => response.destroy());
      });
      server.once("error", reject);
      server.listen(port, HOST, resolve);
    });
  const hangUp = () =>
    new Promise<void>((resolve) => {
      if (server === null) return resolve();
      server.close(() => resolve());
      server.closeAllConnections();
      server = null;
    });
  const endpoint: Endpoint = {
    url: `http://${HOST}:${port}/v1`,
    log: newLog(),
    mood: "well",
    async restart(awayMs) {
      await hangUp();
      await delay(awayMs);
      await listen();
    },
    begin() {
      endpoint.log = newLog();
      endpoint.mood = "well";
    },
    async close() {
      await hangUp();
      await solver.close();
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString("utf8");
    const { log, mood } = endpoint;
    const counted = problemCall(request, body);
    if (counted === null) return pass(request, body, response);
    if (mood === "storm") {
      log.refused++;
      response.writeHead(429, { "retry-after": String(RETRY_AFTER_S), "content-type": "application/json" });
      response.end(JSON.stringify({ error: { message: "slow down", code: "rate_limit_exceeded" } }));
      return;
    }
    log.begun++;
    log.seeds.add(counted);
    if (mood !== "well") return misbehave(mood, response);
    await delay(callMs * (0.5 + Math.random()));
    await pass(request, body, response);
  }

  async function pass(request: IncomingMessage, body: string, response: ServerResponse): Promise<void> {
    const inner = await fetch(`http://${HOST}:${solver.port}${request.url}`, {
      method: request.method ?? "GET",
      headers: { "content-type": "application/json" },
      ...(body === "" ? {} : { body }),
    });
    response.writeHead(inner.status, { "content-type": inner.headers.get("content-type") ?? "text/plain" });
    response.end(Buffer.from(await inner.arrayBuffer()));
  }

  await listen();
  return endpoint;
}

/** The seed of a call that asks a problem; null for everything else. */
function problemCall(request: IncomingMessage, body: string): number | null {
  if (request.method !== "POST") return null;
  const call = callSchema.safeParse(JSON.parse(body));
  if (!call.success || call.data.seed === undefined) return null;
  return call.data.messages.some(({ content }) => asksProblem(content)) ? call.data.seed : null;
}

/** A stream that begins well and then says nothing more, never says anything, or never ends. */
async function misbehave(mood: "silent" | "stalls" | "endless", response: ServerResponse): Promise<void> {
  response.writeHead(200, { "content-type": "text/event-stream" });
  const send = (content: string) =>
    response.write(
      `data: ${JSON.stringify({ id: "1", object: "chat.completion.chunk", created: 0, model: ENDPOINT_MODEL, choices: [{ index: 0, delta: { content }, finish_reason: null }] })}\n\n`,
    );
  if (mood === "stalls") send("Let me see");
  while (!response.destroyed) {
    if (mood === "endless") send(ENDLESS_PIECE);
    else response.write(": still here\n\n");
    await delay(mood === "endless" ? ENDLESS_EVERY_MS : 500);
  }
}
