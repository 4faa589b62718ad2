import { Worker } from "node:worker_threads";

const LOOK_MS = 2_000;

/** Runs beside the event loop: a file that keeps it busy must not keep the process after its parent is gone. */
const WATCHER = `
  const { workerData } = require("node:worker_threads");
  const waited = new Int32Array(new SharedArrayBuffer(4));
  const parent = process.ppid;
  while (process.ppid === parent) Atomics.wait(waited, 0, 0, workerData);
  process.kill(process.pid, "SIGKILL");
`;

/** Ends this process when its parent has ended, at once where the event loop is free and within seconds where it is not. */
export function endWithParent(): void {
  process.on("disconnect", () => process.exit(0));
  new Worker(WATCHER, { eval: true, execArgv: [], workerData: LOOK_MS }).unref();
}
