import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Readable } from "node:stream";
import { ROOT } from "@/bin/root";

export type LoneRunner = {
  runner: ChildProcessByStdio<null, null, Readable>;
  server: Server;
  [Symbol.asyncDispose](): Promise<void>;
};

/** `plumbline runner` as a process of its own, in a home of its own, before a server that answers by `answer`, or not at all. */
export async function loneRunner(sandbox: "none" | "pyodide", answer?: RequestListener): Promise<LoneRunner> {
  const home = mkdtempSync(path.join(tmpdir(), "plumbline-lone-runner-"));
  const server = createServer(answer).listen(0, "127.0.0.1");
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
        PLUMBLINE_SANDBOX: sandbox,
      },
      stdio: ["ignore", "ignore", "pipe"],
    },
  );
  return {
    runner,
    server,
    [Symbol.asyncDispose]: async () => {
      runner.kill("SIGKILL");
      server.closeAllConnections();
      server.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
