import type { ChildProcess } from "node:child_process";

const READY = "ready\n";
const ERRORS_KEPT = 2000;
const LONGEST_LINE = 400;

/** Ends a host and everything of its group. */
export function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    child.kill("SIGKILL");
  }
}

/** Waits until Python is loaded and locked down. Throws with the host's own words where that fails or takes too long. */
export function untilReady(child: ChildProcess, patienceMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    let heard = "";
    let errors = "";
    const clock = setTimeout(() => fail(`it did not start in ${patienceMs} ms`), patienceMs);
    const onOutput = (chunk: Buffer) => {
      heard += chunk.toString("latin1");
      if (heard === READY) done(resolve);
      else if (!READY.startsWith(heard)) fail("it did not greet");
    };
    const onErrors = (chunk: Buffer) => {
      // Node prints the whole line of the package that failed; only what is readable is kept.
      const lines = chunk.toString("utf8").split("\n");
      const short = lines.filter((line) => line.length < LONGEST_LINE).join("\n");
      errors = (errors + short).slice(-ERRORS_KEPT);
    };
    const onClose = (code: number | null) => fail(`it ended with ${code} before it was ready`);
    const onError = (error: Error) => fail(error.message);
    const done = (then: () => void) => {
      clearTimeout(clock);
      child.stdout?.off("data", onOutput).pause();
      child.stderr?.off("data", onErrors);
      child.off("close", onClose).off("error", onError);
      then();
    };
    const fail = (reason: string) => {
      killGroup(child);
      done(() => reject(new Error(`The WebAssembly Python was lost: ${reason}. ${errors}`.trim())));
    };
    child.stdout?.on("data", onOutput);
    child.stderr?.on("data", onErrors);
    child.once("close", onClose);
    child.once("error", onError);
  });
}
