import { chmodSync, mkdirSync, statfsSync } from "node:fs";
import path from "node:path";

const NEEDED_BYTES = 500 * 1024 ** 2;

/** Makes the home (only its owner may read it) and refuses a disk that is about full. */
export function prepareHome(home: string): void {
  try {
    mkdirSync(path.join(home, "logs"), { recursive: true });
    chmodSync(home, 0o700);
  } catch (error) {
    throw new Error(
      `${home} cannot be used: ${reason(error)}. Set PLUMBLINE_HOME to a folder that you may write to.`,
    );
  }
  const disk = statfsSync(home);
  const free = disk.bavail * disk.bsize;
  if (free < NEEDED_BYTES) {
    throw new Error(
      `The disk of ${home} is about full: ${Math.round(free / 1024 ** 2)} MB left, at least ${NEEDED_BYTES / 1024 ** 2} MB are needed. ` +
        "Free some space, or set PLUMBLINE_HOME to a folder on another disk.",
    );
  }
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
