import { Worker } from "node:worker_threads";

/** Longer than anything that a runner does at a stretch; a lease is lost long before. */
const MOST_BLOCKED_MS = 180_000;
const TICKS_A_LIMIT = 20;

/** Runs beside the event loop, and needs nothing of it. Counts its own waits, so that a machine which slept is not taken for stuck. */
const WATCHER = `
  const { workerData } = require("node:worker_threads");
  const { beats, everyMs, ticks } = workerData;
  const view = new Int32Array(beats);
  for (let seen = -1, still = 0; ; ) {
    Atomics.wait(view, 1, 0, everyMs);
    if (Atomics.load(view, 1) !== 0) break;
    const now = Atomics.load(view, 0);
    still = now === seen ? still + 1 : 0;
    seen = now;
    if (still > ticks) {
      require("node:fs").writeSync(2, "The runner was stuck in one piece of work; it ends and is started anew.\\n");
      process.kill(process.pid, "SIGKILL");
    }
  }
`;

/**
 * Ends this process with SIGKILL when its event loop stands still for `mostMs`. Files are read and answers judged elsewhere, so this is the last
 * resort: it costs one start of the runner and one try of each of its shards. Returns what stops the watch. For a process of its own only.
 */
export function watchForStuckLoop(mostMs = MOST_BLOCKED_MS): () => void {
  const beats = new SharedArrayBuffer(8);
  const view = new Int32Array(beats);
  const everyMs = mostMs / TICKS_A_LIMIT;
  const beat = setInterval(() => Atomics.add(view, 0, 1), everyMs / 2);
  beat.unref();
  const watcher = new Worker(WATCHER, {
    eval: true,
    execArgv: [],
    workerData: { beats, everyMs, ticks: TICKS_A_LIMIT },
  });
  watcher.unref();
  return () => {
    clearInterval(beat);
    Atomics.store(view, 1, 1);
    Atomics.notify(view, 1);
  };
}
