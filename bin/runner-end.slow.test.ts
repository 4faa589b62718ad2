import { once } from "node:events";
import { expect, test } from "vitest";
import { loneRunner } from "../tests/support/lone-runner";

const PATIENCE_MS = 60_000;

test("a runner that keeps interpreters ready ends when it is told to", async () => {
  await using lone = await loneRunner("pyodide", (_request, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ leases: [], retryAfterMs: 100 }));
  });
  const { runner, server } = lone;
  runner.stderr.resume();
  const ended = once(runner, "exit");
  await Promise.race([once(server, "request"), ended]);
  runner.kill("SIGTERM");
  const patience = setTimeout(() => runner.kill("SIGKILL"), PATIENCE_MS);
  expect(await ended).toEqual([0, null]);
  clearTimeout(patience);
});
