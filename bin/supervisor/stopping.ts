export type Stopping = {
  /** Resolves when a signal came (null) or something essential failed (the error). */
  finished: Promise<Error | null>;
  isStopping(): boolean;
  /** Aborts with the first signal, for what can be cut short (a build). */
  signal: AbortSignal;
  stop(error: Error | null): void;
};

/** The terminal and npm both deliver one Ctrl-C; what comes within this time is the same one. */
const SAME_SIGNAL_MS = 1_500;

/** Ctrl-C and SIGTERM drain; a second Ctrl-C ends at once (the next start cleans up what is left). */
export function onStopSignal(say: (line: string) => void): Stopping {
  let stopping = false;
  const aborter = new AbortController();
  let finish: (error: Error | null) => void = () => {};
  const finished = new Promise<Error | null>((resolve) => {
    finish = resolve;
  });
  const stop = (error: Error | null) => {
    stopping = true;
    aborter.abort();
    finish(error);
  };
  let firstSignalAt: number | null = null;
  const onSignal = () => {
    if (firstSignalAt !== null && Date.now() - firstSignalAt < SAME_SIGNAL_MS) return;
    if (stopping) {
      say("Ending at once; the next start stops what is left running.");
      process.exit(1);
    }
    firstSignalAt = Date.now();
    say("\nStopping: finishing work in progress (Ctrl-C again ends at once)");
    stop(null);
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  return { finished, isStopping: () => stopping, signal: aborter.signal, stop };
}
