export type Stopping = {
  /** Resolves when a signal came (null) or something essential failed (the error). */
  finished: Promise<Error | null>;
  isStopping(): boolean;
  stop(error: Error | null): void;
};

/** Ctrl-C and SIGTERM drain; a second Ctrl-C ends at once (the next start cleans up what is left). */
export function onStopSignal(say: (line: string) => void): Stopping {
  let stopping = false;
  let finish: (error: Error | null) => void = () => {};
  const finished = new Promise<Error | null>((resolve) => {
    finish = resolve;
  });
  const stop = (error: Error | null) => {
    stopping = true;
    finish(error);
  };
  const onSignal = () => {
    if (stopping) {
      say("Ending at once; the next start stops what is left running.");
      process.exit(1);
    }
    say("\nStopping: finishing work in progress (Ctrl-C again ends at once)");
    stop(null);
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  return { finished, isStopping: () => stopping, stop };
}
