import { createHash } from "node:crypto";
import { chownSync, cpSync, existsSync, mkdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ensureLibraryLinks, locateBinaries } from "./binaries";

/** PostgreSQL refuses to run as root; these are `nobody` and `nogroup` on every Linux, and need not be named there. */
const UNPRIVILEGED = { uid: 65_534, gid: 65_534 };
const ROOT_PLACE = "/var/lib/plumbline";

export type Place = {
  native: string;
  data: string;
  /** Set where the server must run as another user than we. */
  user: { uid: number; gid: number } | null;
};

export function runsAsRoot(): boolean {
  return process.getuid?.() === 0;
}

/** Folder of everything PostgreSQL of this home; two homes never share one. */
export function placeFolder(home: string): string {
  if (!runsAsRoot()) return path.join(home, "postgres");
  const hash = createHash("sha256").update(realpathSync(home)).digest("hex").slice(0, 12);
  return path.join(ROOT_PLACE, hash);
}

/**
 * Prepares binaries and the folder of the data directory. As root the binaries are copied to a place that an
 * unprivileged user can reach, because a checkout may lie below a directory of mode 700.
 */
export function preparePlace(home: string): Place {
  mkdirSync(home, { recursive: true });
  const folder = placeFolder(home);
  const data = path.join(folder, "data");
  if (!runsAsRoot()) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const native = locateBinaries();
    ensureLibraryLinks(native);
    return { native, data, user: null };
  }
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const native = path.join(folder, "native");
  copyBinaries(native);
  if (!existsSync(data)) {
    mkdirSync(data, { mode: 0o700 });
    chownSync(data, UNPRIVILEGED.uid, UNPRIVILEGED.gid);
  }
  return { native, data, user: UNPRIVILEGED };
}

function copyBinaries(native: string): void {
  const source = locateBinaries();
  const marker = path.join(native, "copied-from");
  if (existsSync(marker)) return;
  // An interrupted copy has no marker and is made anew.
  rmSync(native, { recursive: true, force: true });
  cpSync(source, native, { recursive: true, verbatimSymlinks: true });
  ensureLibraryLinks(native);
  writeFileSync(marker, `${source}\n`);
}
