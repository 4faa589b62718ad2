// The site's process: Next.js behind a server of ours, so that answers which are the same for everybody can come from memory.
// Plain JavaScript, because Node loads it without a compiler; what it asks is bundled with the site (instrumentation.ts).
import { createServer } from "node:http";
import { parseArgs } from "node:util";
import next from "next";

const { values } = parseArgs({ options: { hostname: { type: "string" }, port: { type: "string" } } });
const hostname = values.hostname ?? "127.0.0.1";
const port = Number(values.port ?? 3000);

const site = {};
globalThis[Symbol.for("plumbline.site")] = site;

const app = next({ dev: false, hostname, port });
await app.prepare();
const handle = app.getRequestHandler();

const server = createServer((request, response) => {
  const answered =
    site.front === undefined ? handle(request, response) : site.front(request, response, handle);
  answered.catch((error) => {
    console.error("A request failed.", error);
    if (!response.headersSent) response.statusCode = 500;
    response.end();
  });
});
server.listen(port, hostname, () => console.log(`Ready on ${hostname}:${port}`));

let stopping = false;
function stop() {
  if (stopping) return;
  stopping = true;
  server.close(async () => {
    await app.close();
    process.exit(0);
  });
  server.closeIdleConnections();
}
process.on("SIGTERM", stop);
process.on("SIGINT", stop);
