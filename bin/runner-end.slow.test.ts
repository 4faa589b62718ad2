import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "./root";

const PATIENCE_MS = 60_000;

test("a runner that keeps interpreters ready ends when it is told to", async () => {
  const home = mkdtempSync(path.join(tmpdir(), "runner-end-"));
  const server = createServer((_request, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ leases: [], retryAfterMs: 100 }));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const runner = spawn(
    process.execPath,
    [path.join(ROOT, "bin", "plumbline.js"), "runner", "--server", `http://127.0.0.1:${port}`],
    {
      env: {
        ...process.env,
        PLUMBLINE_HOME: home,
        PLUMBLINE_RUNNER_TOKEN: "plumb_none",
        PLUMBLINE_SANDBOX: "pyodide",
      },
      stdio: "ignore",
    },
  );
  const ended = once(runner, "exit");
  await Promise.race([once(server, "request"), ended]);
  runner.kill("SIGTERM");
  const patience = setTimeout(() => runner.kill("SIGKILL"), PATIENCE_MS);
  expect(await ended).toEqual([0, null]);
  clearTimeout(patience);
  server.closeAllConnections();
  server.close();
  rmSync(home, { recursive: true, force: true });
});
