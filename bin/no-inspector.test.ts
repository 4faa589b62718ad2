import { once } from "node:events";
import { expect, test } from "vitest";
import { loneRunner } from "../tests/support/lone-runner";

test("a runner does not open Node's inspector when it is asked to by a signal", async () => {
  await using lone = await loneRunner("none");
  const { runner, server } = lone;
  let errors = "";
  runner.stderr.on("data", (chunk) => {
    errors += String(chunk);
  });
  const closed = once(runner, "close");
  // Its first call says that it runs.
  const [, response] = await once(server, "request");
  runner.kill("SIGUSR1");
  response.writeHead(503).end();
  // Without a listener the inspector speaks before a second call.
  await Promise.race([once(server, "request"), closed]);
  runner.kill("SIGTERM");
  server.closeAllConnections();
  server.close();
  setTimeout(() => runner.kill("SIGKILL"), 5000).unref();
  await closed;
  expect(errors).not.toMatch(/debugger|inspector/i);
}, 60_000);
