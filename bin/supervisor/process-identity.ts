import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";

/** A process that is still the same one later: ids are reused, start times are not. */
export type ProcessIdentity = { pid: number; startedAt: string };

export function identify(pid: number): ProcessIdentity | null {
  const startedAt = startTime(pid);
  return startedAt === null ? null : { pid, startedAt };
}

export function isSameProcess(identity: ProcessIdentity): boolean {
  return startTime(identity.pid) === identity.startedAt;
}

/** Ends a process and its group: asks first, forces after `graceMs`. */
export async function endProcess(identity: ProcessIdentity, graceMs: number): Promise<void> {
  signalGroup(identity, "SIGTERM");
  const until = Date.now() + graceMs;
  while (isSameProcess(identity) && Date.now() < until) await delay(50);
  // Members of the group may outlive their leader (a sandbox, a worker process).
  signalGroup(identity, "SIGKILL");
  while (isSameProcess(identity)) await delay(20);
}

function signalGroup(identity: ProcessIdentity, signal: NodeJS.Signals): void {
  for (const target of [-identity.pid, identity.pid]) {
    try {
      process.kill(target, signal);
      return;
    } catch {
      // No such group or process: already gone.
    }
  }
}

/** Start time as the system tells it: clock ticks since boot on Linux, `ps` elsewhere. Null where no such process lives. */
function startTime(pid: number): string | null {
  if (existsSync("/proc/self/stat")) {
    try {
      // The name in parentheses may contain spaces; state is field 3 and start time field 22.
      const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
        .replace(/^.*\) /s, "")
        .split(" ");
      return fields[0] === "Z" ? null : (fields[19] ?? null);
    } catch {
      return null;
    }
  }
  try {
    return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim() || null;
  } catch {
    return null;
  }
}
