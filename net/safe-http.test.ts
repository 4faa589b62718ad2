import { createServer, type RequestListener } from "node:http";
import { createServer as createTcpServer } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { createSafeHttp, type SafeHttpOptions } from "./safe-http";

const closers: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return `http://127.0.0.1:${address.port}`;
}

function http(options: Partial<SafeHttpOptions> = {}) {
  const client = createSafeHttp({ allowLoopback: true, ...options });
  closers.push(() => client.close());
  return client;
}

describe("safe HTTP client", () => {
  it("reads an answer of a local server in local mode, also by its name", async () => {
    const origin = await serve((request, response) => response.end(`${request.method} ${request.url}`));
    const answer = await http().send({ method: "GET", url: `${origin}/v1/models` });
    expect([answer.status, await answer.text()]).toEqual([200, "GET /v1/models"]);
    const byName = await http({ resolver: async () => [{ address: "127.0.0.1", family: 4 }] }).send({
      method: "GET",
      url: `${origin.replace("127.0.0.1", "localhost")}/x`,
    });
    expect(await byName.text()).toBe("GET /x");
  });

  it("does not reach a local server outside local mode", async () => {
    let reached = false;
    const origin = await serve((_request, response) => {
      reached = true;
      response.end();
    });
    const sent = http({ allowLoopback: false }).send({ method: "GET", url: origin });
    await expect(sent).rejects.toMatchObject({ code: "unsafe_address" });
    expect(reached).toBe(false);
  });

  it("does not connect to a name that leads to this machine, local mode or not", async () => {
    const origin = await serve((_request, response) => response.end("secret"));
    const port = new URL(origin).port;
    let asked = 0;
    const client = http({
      resolver: async () => {
        asked++;
        return [{ address: "127.0.0.1", family: 4 }];
      },
    });
    const sent = client.send({ method: "GET", url: `https://rebind.example.com:${port}/` });
    await expect(sent).rejects.toMatchObject({ code: "unsafe_address" });
    expect(asked).toBe(1);
  });

  it.each([
    "http://169.254.169.254/latest/meta-data/",
    "https://169.254.169.254/",
    "http://127.0.0.1:1/",
    "https://localhost/",
    "https://[::ffff:10.0.0.1]/",
    "//10.0.0.1/",
    "file:///etc/passwd",
    "/same-machine",
  ])("refuses a redirect to %s", async (location) => {
    const origin = await serve((_request, response) => response.writeHead(302, { location }).end());
    const sent = http().send({ method: "GET", url: origin });
    await expect(sent).rejects.toMatchObject({ code: "unsafe_address" });
  });

  it("refuses to repeat a POST as a GET", async () => {
    const origin = await serve((_request, response) =>
      response.writeHead(301, { location: "https://api.example.com/" }).end(),
    );
    const sent = http().send({ method: "POST", url: origin, body: "{}" });
    await expect(sent).rejects.toMatchObject({ code: "redirect_refused" });
  });

  it("stops at the size limit, also of a body without an end", async () => {
    const origin = await serve((_request, response) => {
      const pump = () => {
        while (response.write("x".repeat(65_536)));
        response.once("drain", pump);
      };
      pump();
    });
    const answer = await http().send({ method: "GET", url: origin, maxBytes: 200_000 });
    await expect(answer.text()).rejects.toMatchObject({ code: "too_large" });
  });

  it.each([
    ["no headers", "headers_timeout", (() => {}) as RequestListener],
    ["silence in the body", "body_timeout", ((_q, response) => response.write("x")) as RequestListener],
  ])("gives up on %s", async (_what, code, listener) => {
    const origin = await serve(listener);
    const read = async () =>
      (await http({ headersTimeoutMs: 300, bodyIdleMs: 300 }).send({ method: "GET", url: origin })).text();
    await expect(read()).rejects.toMatchObject({ code });
  });

  it("gives up when the whole answer takes too long", async () => {
    const origin = await serve((_request, response) => {
      const timer = setInterval(() => response.write("x"), 20);
      response.on("close", () => clearInterval(timer));
    });
    const answer = await http().send({ method: "GET", url: origin, timeoutMs: 200 });
    await expect(answer.text()).rejects.toMatchObject({ code: "timed_out" });
  });

  it("names refused connections, cut answers and foreign protocols", async () => {
    const origin = await serve((_request, response) => {
      response.writeHead(200, { "content-length": "100" });
      response.write("half");
      setImmediate(() => response.socket?.destroy());
    });
    const cut = await http().send({ method: "GET", url: origin });
    await expect(cut.text()).rejects.toMatchObject({ code: "cut_off" });
    const tcp = createTcpServer((socket) => socket.resume().end("SSH-2.0-server\r\n"));
    await new Promise<void>((resolve) => tcp.listen(0, "127.0.0.1", resolve));
    const address = tcp.address();
    if (address === null || typeof address === "string") throw new Error("no port");
    const url = `http://127.0.0.1:${address.port}/`;
    await expect(http().send({ method: "GET", url })).rejects.toMatchObject({ code: "protocol_error" });
    await new Promise((resolve) => tcp.close(resolve));
    await expect(http().send({ method: "GET", url })).rejects.toMatchObject({ code: "connect_failed" });
  });

  it("passes on that the caller stopped", async () => {
    const origin = await serve(() => {});
    const controller = new AbortController();
    const sent = http().send({ method: "GET", url: origin, signal: controller.signal });
    setImmediate(() => controller.abort());
    await expect(sent).rejects.toMatchObject({ code: "aborted" });
  });
});
