import http from "node:http";
import { WORKFLOW_RUN_STATES } from "@/db/schema";
import { applyCheckpoint } from "./checkpoint";
import { stepsOf } from "./dispatch";
import type { Engine } from "./engine";
import { BadRequest, readEvents, receiveEvents } from "./events";
import { LIMITS } from "./limits";
import { checkpointSchema } from "./protocol";
import { bearerOf, isSame } from "./signature";
import { describeRun, listRuns, readRun, readStatus } from "./status";
import { inUnit } from "./unit";

/** Events of one request are stored in transactions of this many. */
const EVENTS_PER_UNIT = 100;

export type ServerOptions = {
  engine: Engine;
  signingKey: string;
  eventKey: string;
  /** Registers the app again; true when something changed. */
  sync(): Promise<boolean>;
  status(): Record<string, unknown>;
};

type Reply = { status: number; body: unknown };
type Route = {
  method: "GET" | "POST";
  path: RegExp;
  open?: true;
  answer(request: http.IncomingMessage, parameters: string[]): Promise<Reply>;
};

/** The server side of the SDK's protocol: events, checkpoints, state for large calls, registration, status. */
export function createServer(options: ServerOptions): http.Server {
  const bearer = `Bearer ${bearerOf(options.signingKey)}`;
  const routes = routesOf(options);
  const server = http.createServer((request, response) => {
    answer(request)
      .catch((error: unknown): Reply => {
        if (error instanceof BadRequest) return problem(error.status, error.message);
        options.engine.log.error(
          { error: error instanceof Error ? error.message : String(error), path: request.url },
          "the workflow executor could not answer",
        );
        return problem(500, "The executor could not do this now; try again.");
      })
      .then(({ status, body }) => {
        response.writeHead(status, { "content-type": "application/json" });
        response.end(JSON.stringify(body));
      });
  });
  // Node's default of 5 s would close connections under the SDK's feet.
  server.keepAliveTimeout = 65_000;
  return server;

  async function answer(request: http.IncomingMessage): Promise<Reply> {
    const { pathname } = new URL(request.url ?? "/", "http://executor");
    for (const route of routes) {
      const match = route.path.exec(pathname);
      if (!match || request.method !== route.method) continue;
      if (!route.open && !isSame(request.headers.authorization ?? "", bearer))
        return problem(401, "The bearer does not belong to this executor's signing key.");
      return route.answer(request, match.slice(1).map(decodeURIComponent));
    }
    return problem(404, `${request.method} ${pathname} is not part of the embedded executor.`);
  }
}

function routesOf({ engine, eventKey, sync, status }: ServerOptions): Route[] {
  return [
    {
      method: "POST",
      path: /^\/e\/([^/]+)$/,
      open: true,
      answer: async (request, [key = ""]) => {
        if (!isSame(key, eventKey)) return problem(401, "Event key not found");
        const seed = String(request.headers["x-inngest-event-id-seed"] ?? Math.random());
        const events = await readEventsOf(request, seed, engine.clock.now());
        if (events instanceof BadRequest)
          return { status: events.status, body: { ids: [], status: events.status, error: events.message } };
        for (let start = 0; start < events.length; start += EVENTS_PER_UNIT)
          await inUnit(engine, (unit) => receiveEvents(unit, events.slice(start, start + EVENTS_PER_UNIT)));
        return { status: 200, body: { ids: events.map((event) => event.id), status: 200 } };
      },
    },
    {
      method: "POST",
      path: /^\/v1\/checkpoint\/([^/]+)\/async$/,
      answer: async (request, [runId = ""]) => {
        const body = checkpointSchema.safeParse(await readJson(request));
        if (!body.success || body.data.run_id !== runId) return problem(400, "This is not a checkpoint.");
        if (await applyCheckpoint(engine, body.data)) return { status: 200, body: {} };
        engine.log.info({ item: body.data.qi_id }, "a checkpoint of a superseded call was refused");
        return problem(409, "This call was superseded by a newer dispatch or its run has ended.");
      },
    },
    {
      method: "GET",
      path: /^\/v0\/runs\/([^/]+)\/actions$/,
      answer: async (_request, [runId = ""]) => {
        const steps = await stepsOf(engine.db, runId);
        return { status: 200, body: Object.fromEntries(steps.map((step) => [step.id, step.result])) };
      },
    },
    {
      method: "GET",
      path: /^\/v0\/runs\/([^/]+)\/batch$/,
      answer: async (_request, [runId = ""]) => {
        const run = await readRun(engine.db, runId);
        return run ? { status: 200, body: run.events } : problem(404, "There is no such run.");
      },
    },
    {
      method: "POST",
      path: /^\/fn\/register$/,
      // What the body says is not trusted: the executor asks the app itself.
      answer: async () => ({ status: 200, body: { ok: true, status: 200, modified: await sync() } }),
    },
    {
      method: "GET",
      path: /^\/v0\/status$/,
      answer: async () => ({ status: 200, body: { ...status(), ...(await readStatus(engine)) } }),
    },
    {
      method: "GET",
      path: /^\/v0\/runs$/,
      answer: async (request) => {
        const wanted = new URL(request.url ?? "/", "http://executor").searchParams.get("state");
        const state = WORKFLOW_RUN_STATES.find((name) => name === wanted) ?? null;
        return { status: 200, body: { items: await listRuns(engine.db, state) } };
      },
    },
    {
      method: "GET",
      path: /^\/v0\/runs\/([^/]+)$/,
      answer: async (_request, [runId = ""]) => {
        const run = await describeRun(engine.db, runId);
        return run ? { status: 200, body: run } : problem(404, "There is no such run.");
      },
    },
    {
      method: "GET",
      path: /^\/health$/,
      open: true,
      answer: async () => ({ status: 200, body: { status: "ok" } }),
    },
  ];
}

/** The events of a request, or why none of them is taken. */
async function readEventsOf(request: http.IncomingMessage, seed: string, now: Date) {
  try {
    return readEvents(await readJson(request), seed, now);
  } catch (error) {
    if (error instanceof BadRequest) return error;
    throw error;
  }
}

function problem(status: number, error: string): Reply {
  return { status, body: { error, status } };
}

async function readJson(request: http.IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    const buffer: Buffer = Buffer.from(chunk);
    bytes += buffer.length;
    if (bytes > LIMITS.maxBodyBytes)
      throw new BadRequest(413, `A request may carry ${LIMITS.maxBodyBytes} bytes.`);
    chunks.push(buffer);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch {
    throw new BadRequest(400, "The body is no JSON.");
  }
}
