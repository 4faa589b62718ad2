import http from "node:http";
import { Readable } from "node:stream";
import { serve } from "inngest/node";
import { handleRest } from "@/server/api/rest";
import { handleUploadParts } from "@/server/api/resumable-upload";
import {
  handleHeartbeat,
  handleLease,
  handleReport,
  handleShardInput,
  handleShardProblems,
} from "@/server/api/runner";
import { workflows } from "@/workers/client";
import { functions } from "@/workers/functions";

/** The site's route handlers in a process of their own, without the site around them: what an upload and a runner ask. */
const inngest = serve({ client: workflows, functions, enableUnauthedSync: false });

const server = http.createServer((incoming, outgoing) => {
  if (incoming.url?.startsWith("/api/inngest")) return void inngest(incoming, outgoing);
  const method = incoming.method ?? "GET";
  const gone = new AbortController();
  outgoing.on("close", () => gone.abort());
  const init: RequestInit & { duplex: "half" } = {
    method,
    headers: Object.entries(incoming.headers).flatMap(([name, value]): [string, string][] =>
      value === undefined ? [] : [[name, String(value)]],
    ),
    body: ["GET", "HEAD", "DELETE"].includes(method) ? null : bodyOf(incoming),
    duplex: "half",
    signal: gone.signal,
  };
  void answer(new Request(`http://127.0.0.1${incoming.url}`, init), outgoing);
});

async function answer(request: Request, outgoing: http.ServerResponse): Promise<void> {
  const response = await route(request);
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  if (response.body === null) outgoing.end();
  else Readable.fromWeb(nodeStream(response.body)).pipe(outgoing);
}

function route(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  const stream = /^\/api\/v1\/runner\/shards\/([^/]+)\/(input|problems)$/.exec(pathname);
  if (stream?.[2] === "input") return handleShardInput(request, stream[1] ?? "");
  if (stream?.[2] === "problems") return handleShardProblems(request, stream[1] ?? "");
  if (pathname.startsWith("/api/v1/uploads")) return handleUploadParts(request);
  if (pathname === "/api/v1/runner/lease") return handleLease(request);
  if (pathname === "/api/v1/runner/heartbeat") return handleHeartbeat(request);
  if (pathname === "/api/v1/runner/report") return handleReport(request);
  return handleRest(request);
}

/** The same object at run time, two type declarations. */
function bodyOf(stream: Readable): BodyInit {
  return Readable.toWeb(stream) as ReadableStream<Uint8Array>;
}

function nodeStream(stream: ReadableStream<Uint8Array>): Parameters<typeof Readable.fromWeb>[0] {
  return stream as Parameters<typeof Readable.fromWeb>[0];
}

process.once("SIGTERM", () => process.exit(0));
server.listen(Number(process.env.PORT), "127.0.0.1", () => console.log("listening"));
