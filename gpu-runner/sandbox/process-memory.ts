import { readFileSync } from "node:fs";

const PAGE_BYTES = 4096;

/** Resident bytes of one process; null where it is gone or the system has no /proc. */
export function residentBytes(pid: number): number | null {
  const pages = Number(readText(`/proc/${pid}/statm`)?.split(" ")[1]);
  return Number.isInteger(pages) ? pages * PAGE_BYTES : null;
}

/**
 * Memory of a process and all its descendants. The cheap sum counts shared pages once per process; only where it is
 * above the limit are the proportional sizes read, which take milliseconds.
 */
export function treeBytes(pid: number, limitBytes: number): number | null {
  const pids = descendants(pid);
  let resident = 0;
  for (const one of pids) resident += residentBytes(one) ?? 0;
  if (resident <= limitBytes) return resident;
  let proportional = 0;
  for (const one of pids) proportional += proportionalBytes(one) ?? residentBytes(one) ?? 0;
  return proportional;
}

function proportionalBytes(pid: number): number | null {
  const kilobytes = /^Pss:\s+(\d+) kB$/m.exec(readText(`/proc/${pid}/smaps_rollup`) ?? "")?.[1];
  return kilobytes === undefined ? null : Number(kilobytes) * 1024;
}

function descendants(root: number): number[] {
  const found = [root];
  for (let at = 0; at < found.length && found.length < 1000; at++) {
    const text = readText(`/proc/${found[at]}/task/${found[at]}/children`) ?? "";
    for (const word of text.split(" ")) if (word !== "") found.push(Number(word));
  }
  return found;
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}
