import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";

const SOLE_LOCK = 7_401_954;
const WAIT_MS = 15_000;

/**
 * Makes this process the only executor of the database, by a session lock that PostgreSQL drops with the connection. Because
 * nobody else can be alive afterwards, calls that a killed executor left leased are due again at once. Waits up to 15 s for
 * a predecessor that is draining; throws when it stays.
 */
export async function becomeSoleExecutor(databaseUrl: string): Promise<{ release(): Promise<void> }> {
  const client = new pg.Client({ connectionString: databaseUrl, keepAlive: true });
  // The database restarting drops the lock, not the executor; generations fence what a second one could do.
  client.on("error", () => {});
  await client.connect();
  const until = Date.now() + WAIT_MS;
  for (;;) {
    const { rows } = await client.query<{ taken: boolean }>("select pg_try_advisory_lock($1) as taken", [
      SOLE_LOCK,
    ]);
    if (rows[0]?.taken) return { release: () => client.end() };
    if (Date.now() > until) {
      await client.end();
      throw new Error("Another embedded executor already works on this database. Stop it first.");
    }
    await delay(100);
  }
}
