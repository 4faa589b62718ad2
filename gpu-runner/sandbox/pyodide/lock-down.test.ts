import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";

/** What a program tries that has reached JavaScript: with functions that it kept, and anew. Prints what worked. */
const ATTEMPTS = (script: string) => `
import childProcess, { spawnSync } from "node:child_process";
import dgram from "node:dgram"; import dns from "node:dns"; import fs from "node:fs"; import http from "node:http";
import http2 from "node:http2"; import net from "node:net"; import tls from "node:tls"; import workers from "node:worker_threads";
import { lockDown } from ${JSON.stringify(script)};
const kept = { fetch, request: http.request, connect: net.connect, tls: tls.connect, socket: dgram.createSocket, lookup: dns.lookup,
  http2: http2.connect, Socket: net.Socket, Server: net.Server, binding: process.binding, self: process, print: fs.writeSync };
const print = (text) => kept.print(1, text);
const worked = [];
const routes = {
  "process": () => globalThis.process ?? undefined, "fetch": () => globalThis.fetch, "require": () => globalThis.require,
  "kill": () => kept.self.kill(kept.self.pid, 0) , "_kill": () => kept.self._kill?.(kept.self.pid, 0),
  "debug": () => kept.self._debugProcess(1), "dlopen": () => kept.self.dlopen({}, "/x"), "builtin": () => kept.self.getBuiltinModule?.("fs"),
  "binding": () => kept.self.binding("fs"), "spawn": () => spawnSync("id"), "spawn anew": () => childProcess.spawnSync("id"),
  "read": () => fs.readFileSync("/etc/passwd"), "net": () => net.connect(1), "net kept": () => kept.connect(1, "127.0.0.1"),
  "socket": () => new kept.Socket().connect(1), "listen": () => new kept.Server().listen(0), "http": () => http.get("http://127.0.0.1:1"),
  "http kept": () => kept.request("http://127.0.0.1:1").end(), "tls": () => kept.tls(1, "127.0.0.1"), "http2": () => kept.http2("http://127.0.0.1:1"),
  "udp": () => kept.socket("udp4").send("x", 1, "127.0.0.1"), "worker": () => new workers.Worker("1", { eval: true }),
  "evaluate": () => (() => {}).constructor("return 1")(), "environment": () => Object.keys(kept.self.env)[0],
};
lockDown();
for (const [name, route] of Object.entries(routes)) {
  try { if ((await route()) !== undefined) worked.push(name); } catch {}
}
print(JSON.stringify(worked));
kept.self.reallyExit = undefined;
`;

it("leaves JavaScript without a way out", async () => {
  const script = fileURLToPath(new URL("./lock-down.mjs", import.meta.url));
  const flags = ["--no-warnings", "--disallow-code-generation-from-strings", "--input-type=module", "-e"];
  const environment = { CANARY: "1" } as Record<string, string> as NodeJS.ProcessEnv;
  const ran = await promisify(execFile)(process.execPath, [...flags, ATTEMPTS(script)], {
    env: environment,
    timeout: 20_000,
  }).catch((error: { stdout?: string; stderr?: string }) => ({
    stdout: error.stdout ?? "",
    stderr: error.stderr ?? "",
  }));
  // An attempt that was refused may end the process later; what worked was printed before.
  expect(JSON.parse(ran.stdout.trim() || JSON.stringify(ran.stderr))).toEqual([]);
});
