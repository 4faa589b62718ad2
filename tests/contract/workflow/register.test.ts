import http from "node:http";
import { afterEach, expect, it } from "vitest";
import { z } from "zod";
import { freePort } from "@/bin/supervisor/ports";
import { registerApp } from "@/bin/supervisor/register-app";
import { conformanceFunctions } from "./conformance-functions";
import { type TestApp, testApp, testKeys } from "./harness";

const registrationSchema = z.object({
  url: z.string(),
  functions: z.array(z.object({ id: z.string() })),
});

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

/** The registration route of a workflow server that hangs up on its first `away` calls. */
async function workflowServer(away: number) {
  const port = await freePort();
  const received: z.infer<typeof registrationSchema>[] = [];
  let calls = 0;
  const server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    calls += 1;
    if (request.url !== "/fn/register" || calls <= away) return void response.destroy();
    received.push(registrationSchema.parse(JSON.parse(Buffer.concat(chunks).toString("utf8"))));
    response.writeHead(200, { "content-type": "application/json" }).end('{"ok":true,"modified":true}');
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  closing.push(() => new Promise((resolve) => server.close(resolve)));
  return { baseUrl: `http://127.0.0.1:${port}`, received };
}

async function siteFor(baseUrl: string, keys: ReturnType<typeof testKeys>): Promise<TestApp> {
  const app = await testApp({ baseUrl, keys });
  app.serve(conformanceFunctions("register"));
  closing.push(() => app.close());
  return app;
}

it("registers the site's functions with the operator's server, over the real SDK, once it is there", async () => {
  const keys = testKeys();
  const server = await workflowServer(2);
  const app = await siteFor(server.baseUrl, keys);
  const said: string[] = [];
  await registerApp(
    { serveUrl: app.url, signingKey: keys.signingKey },
    { say: (line) => said.push(line), signal: new AbortController().signal, againAfterMs: 1 },
  );
  expect(server.received).toHaveLength(1);
  expect(server.received[0]?.url).toContain("/api/inngest");
  expect(server.received[0]?.functions.map(({ id }) => id)).toContain("conformance-everything");
  expect(said).toEqual([
    expect.stringContaining("does not know the functions yet"),
    "The functions are registered with the workflow engine now.",
  ]);
});

it("is refused with another key, says so once and stops with the signal", async () => {
  const server = await workflowServer(0);
  const app = await siteFor(server.baseUrl, testKeys());
  const stopping = new AbortController();
  const said: string[] = [];
  await registerApp(
    { serveUrl: app.url, signingKey: testKeys().signingKey },
    {
      say: (line) => {
        said.push(line);
        stopping.abort();
      },
      signal: stopping.signal,
      againAfterMs: 1,
    },
  );
  expect(server.received).toEqual([]);
  expect(said).toEqual([expect.stringContaining("401")]);
});
