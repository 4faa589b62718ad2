import childProcess from "node:child_process";
import dgram from "node:dgram";
import dns from "node:dns";
import fs from "node:fs";
import http from "node:http";
import http2 from "node:http2";
import https from "node:https";
import inspector from "node:inspector";
import module from "node:module";
import net from "node:net";
import tls from "node:tls";
import v8 from "node:v8";
import vm from "node:vm";
import workerThreads from "node:worker_threads";

const refuse = () => {
  throw new Error("not in the sandbox");
};
const GONE = [
  "process",
  "global",
  "fetch",
  "WebSocket",
  "EventSource",
  "Buffer",
  "setImmediate",
  "MessageChannel",
  "BroadcastChannel",
  "require",
  "Request",
  "Response",
  "navigator",
  "XMLHttpRequest",
];

function replace(owner, name, value) {
  try {
    Object.defineProperty(owner, name, { value, writable: false, configurable: false });
  } catch {
    try {
      owner[name] = value;
    } catch {}
  }
}

/** Every function that an object has, by its descriptors: asking a getter would run it. */
function refuseAll(owner, { except = [] } = {}) {
  for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(owner))) {
    if (typeof value === "function" && name !== "constructor" && !except.includes(name))
      replace(owner, name, refuse);
  }
}

/**
 * Takes from JavaScript every way out of this process: two layers, the modules and, for whoever has kept one of their
 * functions, the prototypes below them. Cannot be undone.
 */
export function lockDown() {
  const syncExports = module.syncBuiltinESMExports;
  replace(net.Socket.prototype, "connect", refuse);
  replace(net.Server.prototype, "listen", refuse);
  refuseAll(dgram.Socket.prototype);
  for (const resolver of [dns.Resolver, dns.promises.Resolver]) refuseAll(resolver.prototype);
  replace(workerThreads, "Worker", refuse);
  for (const one of [dns.promises, dns, dgram, childProcess, tls, http, https, http2, vm, inspector, net])
    refuseAll(one);
  refuseAll(fs.promises);
  refuseAll(fs);
  refuseAll(v8);
  refuseAll(module);
  // Named imports of these modules get the replacements too.
  syncExports();
  const self = process;
  refuseAll(self, { except: ["emit", "emitWarning", "nextTick", "hrtime", "cpuUsage", "memoryUsage"] });
  refuseAll(Object.getPrototypeOf(self) ?? {});
  replace(self, "env", Object.freeze({}));
  replace(self, "argv", Object.freeze([]));
  for (const name of ["mainModule", "report", "permission", "stdin", "stdout", "stderr"])
    replace(self, name, undefined);
  const silent = new Proxy({}, { get: () => () => undefined });
  replace(globalThis, "console", silent);
  for (const name of GONE) {
    try {
      delete globalThis[name];
    } catch {}
    if (name in globalThis) replace(globalThis, name, undefined);
  }
}
