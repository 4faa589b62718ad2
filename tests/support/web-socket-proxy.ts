import { createServer } from "node:http";
import { connect } from "node:net";
import { createWebSocketStream, WebSocketServer } from "ws";

/**
 * What Neon puts before its databases, for a plain PostgreSQL on this machine: every WebSocket becomes one TCP connection to
 * `host:port`, whatever the client asks for. Lives as long as the process. Returns the address for the driver `vercel`.
 */
export async function startWebSocketProxy(host: string, port: number): Promise<string> {
  const http = createServer();
  new WebSocketServer({ server: http }).on("connection", (socket) => {
    const stream = createWebSocketStream(socket);
    const postgres = connect(port, host);
    const end = () => {
      stream.destroy();
      postgres.destroy();
    };
    for (const side of [stream, postgres]) side.on("error", end).on("close", end);
    stream.pipe(postgres).pipe(stream);
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  http.unref();
  const place = http.address();
  if (typeof place !== "object" || place === null) throw new Error("the proxy does not listen");
  return `127.0.0.1:${place.port}/v1`;
}
