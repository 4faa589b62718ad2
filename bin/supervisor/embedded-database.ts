import { setTimeout as delay } from "node:timers/promises";
import { startEmbeddedPostgres } from "@/db/embedded/launcher";
import { isAlive } from "@/db/embedded/postmaster";
import { nextRestart } from "./restart-policy";

const LOOK_EVERY_MS = 1_000;

export type RunningDatabase = { url: string; stop(): Promise<void> };

/** Starts the embedded PostgreSQL and starts it again on the same port when it dies; `onGivenUp` after too many times. */
export async function superviseDatabase(
  home: string,
  say: (line: string) => void,
  onGivenUp: (error: Error) => void,
): Promise<RunningDatabase> {
  let running = await startEmbeddedPostgres({ home });
  const ends: number[] = [];
  const stopping = new AbortController();
  let restarting: Promise<void> | null = null;
  const restart = async (): Promise<void> => {
    const waitMs = nextRestart(ends, Date.now());
    ends.push(Date.now());
    if (waitMs === null) {
      clearInterval(timer);
      return onGivenUp(new Error("PostgreSQL ended too often."));
    }
    say(`PostgreSQL ended; starting it again in ${waitMs / 1000} s`);
    await delay(waitMs, undefined, { signal: stopping.signal }).catch(() => {});
    if (stopping.signal.aborted) return;
    try {
      running = await startEmbeddedPostgres({ home, port: running.port });
    } catch (error) {
      say(`PostgreSQL did not start: ${error instanceof Error ? error.message : error}`);
    }
  };
  const timer = setInterval(() => {
    if (restarting !== null || isAlive(running.pid)) return;
    restarting = restart().finally(() => {
      restarting = null;
    });
  }, LOOK_EVERY_MS);
  return {
    url: running.url,
    async stop() {
      clearInterval(timer);
      stopping.abort();
      // One that is just starting would be left behind.
      await restarting;
      await running.stop();
    },
  };
}
