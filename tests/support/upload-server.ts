import http from "node:http";
import { Readable } from "node:stream";
import { handleRest } from "@/server/api/rest";
import { handleUploadParts } from "@/server/api/resumable-upload";
import { handleSubmission } from "@/server/api/upload";

/** The site's routes of submissions and uploads, streamed, in a process that a test can kill. Prints its port when it listens. */
const server = http.createServer((incoming, outgoing) => {
  const method = incoming.method ?? "GET";
  const init: RequestInit & { duplex: "half" } = {
    method,
    headers: Object.entries(incoming.headers).flatMap(([name, value]): [string, string][] =>
      value === undefined ? [] : [[name, String(value)]],
    ),
    body: ["GET", "HEAD", "DELETE"].includes(method) ? null : bodyOf(incoming),
    duplex: "half",
  };
  void answer(new Request(`http://127.0.0.1${incoming.url}`, init), outgoing);
});

async function answer(request: Request, outgoing: http.ServerResponse): Promise<void> {
  const response = await route(request);
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.end(Buffer.from(await response.arrayBuffer()));
}

function route(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (pathname.startsWith("/api/v1/uploads")) return handleUploadParts(request);
  if (pathname === "/api/v1/submissions" && request.method === "POST") return handleSubmission(request);
  return handleRest(request);
}

/** Node's stream as the web's: the same object at run time, two type declarations. */
function bodyOf(stream: Readable): BodyInit {
  return Readable.toWeb(stream) as ReadableStream<Uint8Array>;
}

server.listen(Number(process.env.PORT), "127.0.0.1", () => console.log("listening"));
