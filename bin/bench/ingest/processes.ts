import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { ROOT } from "../../root";

export type Process = { pid: number; peakMegabytes(): number; stop(): Promise<void> };

/** Starts a process of the platform and waits for a line that holds `ready`. */
export async function start(
  args: readonly string[],
  environment: Record<string, string>,
  ready: string,
): Promise<Process> {
  // Where the time goes inside: `node --cpu-prof` writes it when the process ends.
  const folder = process.env.PLUMBLINE_BENCH_PROFILES;
  const profile = folder === undefined ? [] : ["--cpu-prof", "--cpu-prof-dir", folder];
  const child: ChildProcess = spawn(process.execPath, [...profile, ...args], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, NODE_ENV: "production", ...environment },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  await new Promise<void>((resolve, reject) => {
    let seen = "";
    child.stdout?.on("data", (chunk: Buffer) => {
      seen = (seen + chunk.toString("utf8")).slice(-10_000);
      if (seen.includes(ready)) resolve();
    });
    child.once("close", () => reject(new Error(`a process ended before it was ready: ${seen}`)));
  });
  const pid = child.pid ?? 0;
  return {
    pid,
    peakMegabytes: () => peakMegabytes(pid),
    stop: async () => {
      child.kill("SIGTERM");
      const timer = setTimeout(() => child.kill("SIGKILL"), 10_000);
      await ended;
      clearTimeout(timer);
    },
  };
}

/** Largest resident size that a process ever had (VmHWM); NaN where the system does not tell. */
export function peakMegabytes(pid: number): number {
  try {
    const line = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
    return Math.round(Number(line?.[1] ?? Number.NaN) / 1024);
  } catch {
    return Number.NaN;
  }
}

const TICKS_PER_SECOND = 100;

/** Processor seconds of a process and of its children, ended ones included: what a loaded machine does not distort. */
export function processorSeconds(pid: number): number {
  let ticks = 0;
  for (const [fields, parent] of statistics()) {
    if (fields.pid === pid) ticks += fields.own + fields.endedChildren;
    else if (parent === pid) ticks += fields.own;
  }
  return ticks / TICKS_PER_SECOND;
}

/** From /proc: processes that run now, each with its parent. */
function* statistics(): Generator<[{ pid: number; own: number; endedChildren: number }, number]> {
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const text = readFileSync(`/proc/${name}/stat`, "utf8");
      // The name in brackets may hold blanks; the fields after it are numbers.
      const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
      const field = (index: number) => Number(fields[index]);
      const times = { pid: Number(name), own: field(11) + field(12), endedChildren: field(13) + field(14) };
      yield [times, field(1)];
    } catch {
      // It ended while it was looked at.
    }
  }
}

/** The peak of the largest child of a process: the sessions of a database server. */
export function largestChildMegabytes(parent: number): number {
  let largest = Number.NaN;
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const status = readFileSync(`/proc/${name}/status`, "utf8");
      if (Number(/PPid:\s+(\d+)/.exec(status)?.[1]) !== parent) continue;
      const peak = peakMegabytes(Number(name));
      if (!(peak <= largest)) largest = peak;
    } catch {
      // It ended while it was looked at.
    }
  }
  return largest;
}
