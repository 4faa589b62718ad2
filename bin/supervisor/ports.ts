import { createServer } from "node:net";

/** The port, where this address can be listened on now (0 asks for any free one), otherwise the reason. */
function tryPort(host: string, port: number): Promise<number | NodeJS.ErrnoException> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => resolve(error));
    server.listen({ host, port, exclusive: true }, () => {
      const address = server.address();
      const found = typeof address === "object" && address ? address.port : port;
      server.close(() => resolve(found));
    });
  });
}

/** Refuses a start on a port that something else holds, with what to do. */
export async function requirePort(host: string, port: number): Promise<void> {
  const result = await tryPort(host, port);
  if (typeof result === "number") return;
  if (result.code === "EADDRINUSE") {
    throw new Error(
      `Port ${port} on ${host} is in use by another program. Stop it, or choose another port: PORT=${port + 1} npm start`,
    );
  }
  if (result.code === "EACCES") {
    throw new Error(
      `Port ${port} needs more rights than this user has. Choose one above 1023, for example PORT=3000.`,
    );
  }
  throw new Error(`Cannot listen on ${host}:${port}: ${result.message}`);
}

/** The preferred loopback port where it is free, otherwise any free one. */
export async function freePort(preferred?: number): Promise<number> {
  const wanted = preferred === undefined ? null : await tryPort("127.0.0.1", preferred);
  if (typeof wanted === "number") return wanted;
  const any = await tryPort("127.0.0.1", 0);
  if (typeof any === "number") return any;
  throw new Error(`No loopback port is free: ${any.message}`);
}
