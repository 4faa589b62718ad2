import { execFileSync } from "node:child_process";
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { placeFolder } from "@/db/embedded/place";

/** More than the 500 MB that a start asks for, and room for the database. */
const DISK_MEGABYTES = 1_200;
const PIECE = Buffer.alloc(1024 ** 2);
const REFILL_EVERY_MS = 200;

/** A small disk of its own for a home and its database. */
export type SmallDisk = { home: string; fillFor(ms: number): Promise<void>; unmount(): void; remove(): void };

/** Mounts it in memory; says why not where that is impossible (not Linux, not root, no right to mount). */
export function mountSmallDisk(): SmallDisk | string {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return "needs Linux and root";
  const home = mkdtempSync(path.join(tmpdir(), "plumbline-faults-"));
  const place = placeFolder(home);
  try {
    mount(["-t", "tmpfs", "-o", `size=${DISK_MEGABYTES}m,mode=0700`, "tmpfs", home]);
  } catch {
    rmSync(home, { recursive: true, force: true });
    return "a file system cannot be mounted here";
  }
  // As root the database lies outside the home; here it shares the disk with it.
  const database = path.join(home, "database");
  mkdirSync(database, { mode: 0o755 });
  mkdirSync(place, { recursive: true });
  mount(["--bind", database, place]);
  // It has been seen mounted twice, and a mounted folder cannot be removed.
  const unmount = () => {
    for (const folder of [place, home])
      while (isMounted(folder)) execFileSync("umount", ["-l", folder], { stdio: "ignore" });
  };
  return {
    home,
    fillFor: (ms) => fillFor(path.join(home, "filler"), ms),
    unmount,
    remove() {
      unmount();
      for (const folder of [place, home]) rmSync(folder, { recursive: true, force: true });
    },
  };
}

function isMounted(folder: string): boolean {
  return readFileSync("/proc/self/mounts", "utf8").includes(` ${folder} `);
}

function mount(args: string[]): void {
  execFileSync("mount", args, { stdio: "ignore" });
}

/** Takes every free byte, and again what others free meanwhile; gives all of it back in the end. */
async function fillFor(file: string, ms: number): Promise<void> {
  const until = Date.now() + ms;
  const handle = openSync(file, "a");
  try {
    while (Date.now() < until) {
      fill(handle);
      await delay(REFILL_EVERY_MS);
    }
  } finally {
    closeSync(handle);
    rmSync(file, { force: true });
  }
}

function fill(handle: number): void {
  for (let bytes = PIECE.byteLength; bytes >= 1; ) {
    try {
      if (writeSync(handle, PIECE, 0, bytes) < bytes) bytes >>= 1;
    } catch {
      bytes >>= 1;
    }
  }
}
