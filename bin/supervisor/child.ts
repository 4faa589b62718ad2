import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync } from "node:fs";
import path from "node:path";
import { ROOT } from "../root";
import type { Lock } from "./lock";
import { rotate } from "./log-tail";
import { endProcess, identify } from "./process-identity";
import { nextRestart } from "./restart-policy";

export type ChildSpec = {
  name: string;
  args: readonly string[];
  env: NodeJS.ProcessEnv;
  /** How long it may take to finish what it is doing after SIGTERM. */
  graceMs: number;
};

export type Child = { name: string; logPath: string; stop(): Promise<void> };

/**
 * Starts a Node process and starts it again when it ends by itself, with growing waits.
 * `onGivenUp` is called once after too many ends; the child then stays stopped.
 */
export function superviseChild(
  spec: ChildSpec,
  place: { home: string; lock: Lock; say: (line: string) => void },
  onGivenUp: (child: Child) => void,
): Child {
  const logPath = path.join(place.home, "logs", `${spec.name}.log`);
  const ends: number[] = [];
  let current: ChildProcess | null = null;
  let timer: NodeJS.Timeout | null = null;
  let stopping = false;

  const child: Child = {
    name: spec.name,
    logPath,
    async stop() {
      stopping = true;
      if (timer) clearTimeout(timer);
      const identity = current?.pid === undefined ? null : identify(current.pid);
      if (identity) await endProcess(identity, spec.graceMs);
      place.lock.forget(spec.name);
    },
  };

  function launch(): void {
    mkdirSync(path.dirname(logPath), { recursive: true });
    rotate(logPath);
    const log = openSync(logPath, "a");
    // A group of its own: Ctrl-C reaches the supervisor only, which stops everything in order.
    const started = spawn(process.execPath, spec.args, {
      cwd: ROOT,
      env: spec.env,
      detached: true,
      stdio: ["ignore", log, log],
    });
    closeSync(log);
    current = started;
    if (started.pid !== undefined) place.lock.remember(spec.name, started.pid);
    started.once("error", (error) => ended(error.message));
    started.once("exit", (code) => ended(code === null ? "killed" : `exit code ${code}`));
  }

  /** A full disk takes no log: the next try may find room. */
  function launchAgain(): void {
    try {
      launch();
    } catch (error) {
      ended(error instanceof Error ? error.message : String(error));
    }
  }

  function ended(why: string): void {
    if (stopping) return;
    current = null;
    const now = Date.now();
    const waitMs = nextRestart(ends, now);
    ends.push(now);
    if (waitMs === null) {
      stopping = true;
      place.lock.forget(spec.name);
      onGivenUp(child);
      return;
    }
    place.say(`${spec.name} ended (${why}); starting it again in ${waitMs / 1000} s`);
    timer = setTimeout(launchAgain, waitMs);
  }

  launch();
  return child;
}
