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
  let busy = false;
  const timer = setInterval(async () => {
    if (busy || isAlive(running.pid)) return;
    busy = true;
    const waitMs = nextRestart(ends, Date.now());
    ends.push(Date.now());
    try {
      if (waitMs === null) throw new Error("PostgreSQL ended too often.");
      say("PostgreSQL ended; starting it again");
      running = await startEmbeddedPostgres({ home, port: running.port });
    } catch (error) {
      if (waitMs === null) {
        clearInterval(timer);
        onGivenUp(error instanceof Error ? error : new Error(String(error)));
      } else say(`PostgreSQL did not start: ${error instanceof Error ? error.message : error}`);
    } finally {
      busy = false;
    }
  }, LOOK_EVERY_MS);
  return {
    url: running.url,
    async stop() {
      clearInterval(timer);
      await running.stop();
    },
  };
}
