import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "./root";

test("a runner does not open Node's inspector when it is asked to by a signal", async () => {
  const home = mkdtempSync(path.join(tmpdir(), "no-inspector-"));
  const server = createServer().listen(0, "127.0.0.1");
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
        PLUMBLINE_SANDBOX: "none",
      },
      stdio: ["ignore", "ignore", "pipe"],
    },
  );
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
  rmSync(home, { recursive: true, force: true });
}, 60_000);
