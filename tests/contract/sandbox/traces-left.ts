import { readdirSync } from "node:fs";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { descendantsOf, isAlive } from "./process-tree";

/** What this process holds: descriptors, live children, files in its folder for temporary ones, bytes of the heap after collecting. */
export type Held = { descriptors: number; processes: number; files: string[]; heapBytes: number };

/** Looks after everything unreachable was collected. */
export function heldNow(temporary: string): Held {
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  if (typeof collect === "function") collect();
  return {
    descriptors: readdirSync("/proc/self/fd").length,
    processes: descendantsOf(process.pid).filter(isAlive).length,
    files: readdirSync(temporary),
    heapBytes: process.memoryUsage().heapUsed,
  };
}
