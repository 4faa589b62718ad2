import { type ChildProcess, spawn } from "node:child_process";
import { closeSync } from "node:fs";
import { bareEnvironment } from "../bare-environment";
import { CLOSE_INHERITED, LAUNCHER } from "../launch";
import { ordinaryUser } from "../ordinary-user";
import { probeByRunning } from "../probe-by-running";
import { treeBytes } from "../process-memory";
import { programExit } from "../program-exit";
import type { SandboxEngine, SandboxProbe, SandboxProcess, SandboxSpec } from "../sandbox";
import { unlinkedFile } from "../unlinked-file";
import { lostProcess, WatchedProcess } from "../watched-process";
import { bubblewrapOptions, DESCRIPTORS, innerCommand, LAUNCHER_PATH, PROGRAM_FOLDER } from "./arguments";
import { findRuntime, type Runtime } from "./runtime";
import { seccompFilter } from "./seccomp";

const LOOK_EVERY_MS = 100;

/** CPython in Linux namespaces, with a system call filter and resource limits. One process tree a program. */
export function createBubblewrap(): SandboxEngine {
  let runtime: Promise<Runtime> | null = null;
  const found = () => {
    runtime ??= findRuntime();
    return runtime;
  };
  const engine: SandboxEngine = {
    name: "bubblewrap",
    limitsCpu: true,
    async probe(): Promise<SandboxProbe> {
      try {
        const { bubblewrapVersion, pythonVersion } = await found();
        const failure = await probeByRunning(engine);
        if (failure !== null)
          return { ok: false, reason: `bubblewrap is installed but did not run: ${failure}` };
        return { ok: true, python: pythonVersion, version: bubblewrapVersion, network: "namespace" };
      } catch (error) {
        return { ok: false, reason: error instanceof Error ? error.message : String(error) };
      }
    },
    async open(spec) {
      try {
        return start(await found(), spec);
      } catch (error) {
        return lostProcess(error instanceof Error ? error.message : String(error));
      }
    },
    close: async () => undefined,
  };
  return engine;
}

function start(runtime: Runtime, spec: SandboxSpec): SandboxProcess {
  const files = [
    { path: LAUNCHER_PATH, bytes: Buffer.from(CLOSE_INHERITED + LAUNCHER) },
    ...spec.files.map((file) => ({ path: `${PROGRAM_FOLDER}/${file.path}`, bytes: file.bytes })),
  ];
  const options = bubblewrapOptions(
    runtime,
    files.map((file) => file.path),
    { withProc: spec.stdin !== "frames" },
  );
  const inner = innerCommand(runtime, spec.limits, `${PROGRAM_FOLDER}/${spec.main}`);
  const opened: number[] = [];
  const hold = (bytes: Uint8Array): number => {
    const descriptor = unlinkedFile(bytes);
    opened.push(descriptor);
    return descriptor;
  };
  try {
    // Node's pipe is a socket, which `open("/dev/stdin")` refuses; a file can be opened again.
    const stdin = spec.stdin === "frames" ? "pipe" : hold(spec.stdin);
    const filter = hold(seccompFilter());
    const written = hold(Buffer.from(options.map((option) => `${option}\0`).join("")));
    const contents = files.map((file) => hold(file.bytes));
    const child = spawn(runtime.bubblewrap, ["--args", String(DESCRIPTORS.options), "--", ...inner], {
      env: bareEnvironment(),
      cwd: "/",
      stdio: [stdin, "pipe", "pipe", filter, "pipe", written, ...contents],
      ...ordinaryUser(),
    });
    return watch(child, spec);
  } finally {
    for (const descriptor of opened) closeSync(descriptor);
  }
}

function watch(child: ChildProcess, spec: SandboxSpec): SandboxProcess {
  let status = "";
  child.stdio[DESCRIPTORS.status]?.on("data", (chunk: Buffer) => {
    status += chunk.toString("latin1");
  });
  const watched: WatchedProcess = new WatchedProcess({
    child,
    limits: spec.limits,
    // The first process of the namespace takes all others with it.
    kill: () => child.kill("SIGKILL"),
    // Bubblewrap says that it started the program through a channel that the program does not have.
    exitOf: (code, signal) =>
      status.includes("child-pid")
        ? programExit(code, signal)
        : { kind: "lost", reason: watched.lastErrors().trim() },
    memoryBytes: () => (child.pid === undefined ? null : treeBytes(child.pid, spec.limits.memoryBytes)),
    memoryLimitBytes: spec.limits.memoryBytes,
    lookEveryMs: LOOK_EVERY_MS,
  });
  return watched;
}
