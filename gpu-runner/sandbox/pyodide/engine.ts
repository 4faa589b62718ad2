import type { ChildProcess } from "node:child_process";
import { launchWithin } from "../launch";
import { probeByRunning } from "../probe-by-running";
import { canReadCpu, mainThreadCpuMs } from "../process-cpu";
import { residentBytes } from "../process-memory";
import { programExit } from "../program-exit";
import type { SandboxEngine, SandboxProbe, SandboxProcess, SandboxSpec } from "../sandbox";
import { lostProcess, WatchedProcess } from "../watched-process";
import { killGroup, untilReady } from "./loaded-host";
import { type PyodidePlaces, pyodidePlaces } from "./place";
import { ensureSnapshot } from "./snapshot";
import { findSurroundings, HOST_BYTES, hasOwnNetwork, type Surroundings, startHost } from "./start-host";

const START_MS = 60_000;
const LOOK_EVERY_MS = 50;
/** CPython inside the pinned package. */
const PYTHON_OF: Record<string, string> = { "0.29.5": "3.13.2" };

type Ready = { places: PyodidePlaces; surroundings: Surroundings; snapshot: string | null };
type Spare = { memoryBytes: number; loaded: Promise<ChildProcess> };

export type PyodideOptions = {
  /** Loaded interpreters that are kept waiting for a program. */
  spares?: number;
};

/**
 * CPython as WebAssembly, each program in a locked-down Node process of its own. Needs nothing but npm packages. Defence
 * in depth, not a boundary against a determined attacker (docs/sandbox.md).
 */
export function createPyodide(options: PyodideOptions = {}): SandboxEngine {
  // Node opens its inspector on this signal unless somebody listens.
  process.on("SIGUSR1", ignore);
  const spares: Spare[] = [];
  let ready: Promise<Ready> | null = null;
  let closed = false;
  const prepare = () => {
    ready ??= prepared();
    return ready;
  };
  const load = async (memoryBytes: number): Promise<ChildProcess> => {
    const { places, surroundings, snapshot } = await prepare();
    const child = startHost({ places, snapshot, isMakingSnapshot: false, memoryBytes }, surroundings);
    await untilReady(child, START_MS);
    return child;
  };
  const refill = (memoryBytes: number) => {
    if (closed || spares.length >= (options.spares ?? 0)) return;
    const loaded = load(memoryBytes);
    // Whoever takes it is told; nobody may take it.
    loaded.catch(() => undefined);
    spares.push({ memoryBytes, loaded });
  };
  const engine: SandboxEngine = {
    name: "pyodide",
    limitsCpu: canReadCpu(),
    async probe(): Promise<SandboxProbe> {
      try {
        const { places, surroundings } = await prepare();
        const failure = await probeByRunning(engine);
        if (failure !== null)
          return { ok: false, reason: `pyodide is installed but did not run: ${failure}` };
        const network = hasOwnNetwork(surroundings) ? "namespace" : "patched";
        return { ok: true, python: PYTHON_OF[places.version] ?? "3", version: places.version, network };
      } catch (error) {
        return { ok: false, reason: error instanceof Error ? error.message : String(error) };
      }
    },
    async open(spec) {
      const { memoryBytes } = spec.limits;
      const index = spares.findIndex((spare) => spare.memoryBytes === memoryBytes);
      const [spare] = index < 0 ? [] : spares.splice(index, 1);
      try {
        const child = await (spare?.loaded ?? load(memoryBytes));
        const started = begin(child, spec);
        refill(memoryBytes);
        return started;
      } catch (error) {
        return lostProcess(error instanceof Error ? error.message : String(error));
      }
    },
    async close() {
      closed = true;
      process.off("SIGUSR1", ignore);
      for (const { loaded } of spares.splice(0)) await loaded.then(killGroup, () => undefined);
    },
  };
  return engine;
}

const ignore = (): void => undefined;

async function prepared(): Promise<Ready> {
  const places = pyodidePlaces();
  const surroundings = findSurroundings(places);
  return { places, surroundings, snapshot: await ensureSnapshot(places, surroundings) };
}

function begin(child: ChildProcess, spec: SandboxSpec): SandboxProcess {
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");
  const header = {
    files: spec.files.map((file) => ({ path: file.path, base64: base64(file.bytes) })),
    launcher: launchWithin(`/prog/${spec.main}`),
    stdin: spec.stdin === "frames" ? null : base64(spec.stdin),
  };
  const memoryLimitBytes = spec.limits.memoryBytes + HOST_BYTES;
  const cpuMs = () => (child.pid === undefined ? null : mainThreadCpuMs(child.pid));
  // What loading took is not the program's.
  const atStart = cpuMs() ?? 0;
  const watched = new WatchedProcess({
    child,
    limits: spec.limits,
    kill: () => killGroup(child),
    exitOf: programExit,
    memoryBytes: () => (child.pid === undefined ? null : residentBytes(child.pid)),
    memoryLimitBytes,
    cpuMs: () => (cpuMs() ?? 0) - atStart,
    lookEveryMs: LOOK_EVERY_MS,
  });
  watched.send(Buffer.from(JSON.stringify(header)));
  return watched;
}
