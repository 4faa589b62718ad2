import http from "node:http";
import {
  handleHeartbeat,
  handleLease,
  handleReport,
  handleShardInput,
  handleShardProblems,
} from "@/server/api/runner";
import type { Ctx } from "@/server/domain/ctx";
import { listenOnLoopback } from "./loopback";

/** One call of a runner as text: what it sent and what it was sent. */
export type Exchange = { path: string; request: string; response: string };

type Options = {
  /** Whoever the request's headers name. */
  identify: (request: Request) => Promise<Ctx>;
  /** Takes a request before the runner's routes do; says whether it did. */
  before?: (incoming: http.IncomingMessage, outgoing: http.ServerResponse) => boolean;
  heard?: (exchange: Exchange) => void;
};

/** The runner's routes over plain HTTP, as the site serves them, on a port of this machine. Close it with `await using`. */
export async function serveRunnerRoutes({ identify, before, heard }: Options) {
  const server = http.createServer((incoming, outgoing) => {
    if (before?.(incoming, outgoing)) return;
    void answer(incoming, outgoing, identify).then(heard);
  });
  const { origin, close } = await listenOnLoopback(server);
  return {
    origin,
    [Symbol.asyncDispose]: close,
  };
}

async function answer(
  incoming: http.IncomingMessage,
  outgoing: http.ServerResponse,
  identify: Options["identify"],
): Promise<Exchange> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  const gone = new AbortController();
  outgoing.on("close", () => gone.abort());
  const request = new Request(`http://127.0.0.1${incoming.url}`, {
    method: incoming.method ?? "GET",
    headers: Object.entries(incoming.headers).flatMap(([name, value]): [string, string][] =>
      value ? [[name, String(value)]] : [],
    ),
    body: body.length > 0 ? body : null,
    signal: gone.signal,
  });
  const { pathname } = new URL(request.url);
  const response = await route(pathname, request, identify);
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  const parts: Uint8Array[] = [];
  const reader = response.body?.getReader();
  for (let next = await reader?.read(); next !== undefined && !next.done; next = await reader?.read()) {
    parts.push(next.value);
    outgoing.write(next.value);
  }
  outgoing.end();
  return {
    path: pathname,
    request: body.toString("utf8"),
    response: Buffer.concat(parts).toString("utf8"),
  };
}

function route(pathname: string, request: Request, identify: Options["identify"]): Promise<Response> {
  const [, shard = "", part] = /^\/api\/v1\/runner\/shards\/([^/]+)\/(input|problems)$/.exec(pathname) ?? [];
  if (part === "input") return handleShardInput(request, shard, identify);
  if (part === "problems") return handleShardProblems(request, shard, identify);
  switch (pathname) {
    case "/api/v1/runner/lease":
      return handleLease(request, identify);
    case "/api/v1/runner/heartbeat":
      return handleHeartbeat(request, identify);
    case "/api/v1/runner/report":
      return handleReport(request, identify);
    default:
      return Promise.resolve(new Response("not here", { status: 404 }));
  }
}
