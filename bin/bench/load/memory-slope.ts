import { existsSync, readdirSync, readFileSync } from "node:fs";
import { z } from "zod";

export type MemoryPoint = { minute: number; megabytes: number };

/** Resident memory of a process and its children now, in megabytes of 2^20 bytes; from /proc. */
export function residentMegabytes(pid: number): number {
  let kilobytes = 0;
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const status = readFileSync(`/proc/${name}/status`, "utf8");
      const field = (key: string) => Number(new RegExp(`^${key}:\\s+(\\d+)`, "m").exec(status)?.[1] ?? 0);
      if (Number(name) === pid || field("PPid") === pid) kilobytes += field("VmRSS");
    } catch {
      // It ended while it was looked at.
    }
  }
  return kilobytes / 1024;
}

const heapLineSchema = z.object({ at: z.number(), megabytes: z.number() });

/** The heap after each full collection since `start` (milliseconds), from the file that heap.mjs writes; none where it is not there. */
export function heapPoints(file: string, start: number): MemoryPoint[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => heapLineSchema.parse(JSON.parse(line)))
    .map(({ at, megabytes }) => ({ minute: (at - start) / 60_000, megabytes }))
    .filter(({ minute }) => minute >= 0);
}

/** The lowest point of each quarter of the time: what is in use when least of it is only passing. A leak raises every one of them. */
export function leastOfQuarters(points: readonly MemoryPoint[], minutes: number): number[] {
  const quarters = [0, 1, 2, 3].map((quarter) =>
    points.filter(({ minute }) => Math.min(3, Math.floor((minute / minutes) * 4)) === quarter),
  );
  return quarters
    .filter((own) => own.length > 0)
    .map((own) => Math.min(...own.map(({ megabytes }) => megabytes)));
}

/** Least-squares slope in megabytes an hour; null with fewer than three points. */
export function slopePerHour(points: readonly MemoryPoint[]): number | null {
  if (points.length < 3) return null;
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const minute = mean(points.map((point) => point.minute));
  const megabytes = mean(points.map((point) => point.megabytes));
  let above = 0;
  let below = 0;
  for (const point of points) {
    above += (point.minute - minute) * (point.megabytes - megabytes);
    below += (point.minute - minute) ** 2;
  }
  return below === 0 ? null : (above / below) * 60;
}
