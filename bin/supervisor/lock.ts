import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { endProcess, identify, isSameProcess } from "./process-identity";

const identitySchema = z.object({ pid: z.number().int(), startedAt: z.string() });
const lockSchema = z.object({
  supervisor: identitySchema,
  address: z.string(),
  children: z.record(z.string(), identitySchema),
});
type LockFile = z.infer<typeof lockSchema>;

const ORPHAN_GRACE_MS = 5_000;

export type Lock = {
  /** Remembers a child, so that the next start can stop it if this supervisor is killed. */
  remember(name: string, pid: number): void;
  forget(name: string): void;
  release(): void;
};

/**
 * Takes the home for this process. Errors: another supervisor lives on it. What a killed supervisor left running is
 * stopped first; its PostgreSQL is not among it (the launcher adopts that one).
 */
export async function takeLock(options: {
  home: string;
  address: string;
  say: (line: string) => void;
}): Promise<Lock> {
  const file = path.join(options.home, "supervisor.json");
  const former = readLock(file);
  if (former && isSameProcess(former.supervisor) && former.supervisor.pid !== process.pid) {
    throw new Error(
      `Plumbline already runs on ${options.home} (process ${former.supervisor.pid}, ${former.address}). ` +
        "Stop it with Ctrl-C or SIGTERM, or set PLUMBLINE_HOME to another folder for a second instance.",
    );
  }
  const orphans = Object.entries(former?.children ?? {}).filter(([, identity]) => isSameProcess(identity));
  if (orphans.length > 0) {
    options.say(
      `The last supervisor was killed; stopping what it left: ${orphans.map(([name]) => name).join(", ")}`,
    );
    await Promise.all(orphans.map(([, identity]) => endProcess(identity, ORPHAN_GRACE_MS)));
  }
  const own = identify(process.pid);
  if (!own)
    throw new Error("This system does not tell when a process started; Plumbline cannot take its lock.");
  const state: LockFile = { supervisor: own, address: options.address, children: {} };
  writeLock(file, state);
  const keep = () => {
    try {
      writeLock(file, state);
    } catch (error) {
      // A full disk must not end the supervisor, nor keep it from stopping the others: the file then has an older list.
      options.say(`${file} could not be written: ${error instanceof Error ? error.message : error}`);
    }
  };
  return {
    remember(name, pid) {
      const identity = identify(pid);
      if (identity) state.children[name] = identity;
      keep();
    },
    forget(name) {
      delete state.children[name];
      keep();
    },
    release: () => rmSync(file, { force: true }),
  };
}

/** The supervisor that lives on a home now and where its site answers on this machine; null where none does. */
export function runningSupervisor(home: string): { pid: number; address: string } | null {
  const lock = readLock(path.join(home, "supervisor.json"));
  return lock && isSameProcess(lock.supervisor) ? { pid: lock.supervisor.pid, address: lock.address } : null;
}

function readLock(file: string): LockFile | null {
  if (!existsSync(file)) return null;
  try {
    return lockSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    // A file cut by a full disk names nobody.
    return null;
  }
}

/** Written beside and renamed, so that a kill in the middle leaves the old list. */
function writeLock(file: string, state: LockFile): void {
  writeFileSync(`${file}.new`, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
