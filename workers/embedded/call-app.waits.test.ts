import http from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it } from "vitest";
import { callApp, closeConnection, openConnection } from "./call-app";
import { sign } from "./signature";

const SIGNING_KEY = "signkey-test-00ff";
/** `fetch` would give up after 300 s without headers. */
const STEP_MS = 310_000;

it(
  "waits for a step that takes longer than five minutes",
  async () => {
    const server = http.createServer((request, response) => {
      request.resume();
      setTimeout(() => {
        const headers = {
          "x-inngest-sdk": "test",
          "x-inngest-signature": sign('"late"', SIGNING_KEY, Date.now()),
        };
        response.writeHead(200, headers).end('"late"');
      }, STEP_MS);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const connection = openConnection(SIGNING_KEY, { now: () => new Date() });
    try {
      const { port } = portOf(server);
      const answer = await callApp(connection, {
        method: "POST",
        url: new URL(`http://127.0.0.1:${port}/`),
        body: "{}",
      });
      expect(answer.text).toBe('"late"');
    } finally {
      closeConnection(connection);
      server.close();
    }
  },
  STEP_MS + 60_000,
);

function portOf(server: http.Server): Pick<AddressInfo, "port"> {
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("the server does not listen");
  return address;
}
