import http from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it } from "vitest";
import { callApp, closeConnection, openConnection } from "./call-app";
import { isSigned, sign } from "./signature";

const SIGNING_KEY = "signkey-test-00ff";
const HOUR_MS = 60 * 60 * 1000;

/** An app whose clock may stand elsewhere; like the SDK it refuses a signature that is old or new by its own clock. */
async function app() {
  let aheadMs = 0;
  const statuses: number[] = [];
  const server = http.createServer(async (request, response) => {
    const nowMs = Date.now() + aheadMs;
    let body = "";
    for await (const chunk of request) body += String(chunk);
    const signature = String(request.headers["x-inngest-signature"]);
    const status = isSigned(body, signature, SIGNING_KEY, nowMs) ? 200 : 401;
    statuses.push(status);
    const headers = {
      date: new Date(nowMs).toUTCString(),
      "x-inngest-sdk": "test",
      "x-inngest-signature": sign("{}", SIGNING_KEY, nowMs),
    };
    response.writeHead(status, headers).end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: new URL(`http://127.0.0.1:${port}/`),
    statuses,
    jump: (ms: number) => {
      aheadMs += ms;
    },
    [Symbol.dispose]: () => server.close(),
  };
}

it("goes on where the app's clock or ours jumps, after one refused request", async () => {
  using there = await app();
  let nowMs = Date.now();
  const connection = openConnection(SIGNING_KEY, { now: () => new Date(nowMs) });
  const call = () => callApp(connection, { method: "POST", url: there.url, body: "{}" });
  try {
    expect((await call()).status).toBe(200);
    there.jump(HOUR_MS);
    expect((await call()).status).toBe(200);
    there.jump(-2 * HOUR_MS);
    expect((await call()).status).toBe(200);
    nowMs -= HOUR_MS;
    expect((await call()).status).toBe(200);
    expect((await call()).status).toBe(200);
    expect(there.statuses).toEqual([200, 401, 200, 401, 200, 401, 200, 200]);
  } finally {
    closeConnection(connection);
  }
});
