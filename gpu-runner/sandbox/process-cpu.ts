import { readFileSync } from "node:fs";

/** Linux tells CPU time to programs in hundredths of a second, whatever the kernel's own clock. */
const TICK_MS = 10;

/**
 * CPU time of a process's first thread in milliseconds, in steps of 10; null where it is gone or the system has no /proc. Threads
 * beside it, which compile and collect, are the host's own and not counted.
 */
export function mainThreadCpuMs(pid: number): number | null {
  try {
    const text = readFileSync(`/proc/${pid}/task/${pid}/stat`, "latin1");
    // The name before it, in brackets, may hold anything.
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    const ticks = Number(fields[11]) + Number(fields[12]);
    return Number.isFinite(ticks) ? ticks * TICK_MS : null;
  } catch {
    return null;
  }
}

/** Whether this system tells the CPU time of other processes. */
export const canReadCpu = (): boolean => mainThreadCpuMs(process.pid) !== null;
