import { on } from "node:events";
import pg from "pg";

/** Topics are our own words; anything else would be a mistake in the code. */
export function checkTopic(topic: string): string {
  if (!/^[a-z][a-z_]{0,40}$/.test(topic)) throw new Error(`not a topic name: ${topic}`);
  return topic;
}

/** See `Database.announce`. */
export async function announceWithPg(pool: pg.Pool, topic: string, payload: string): Promise<void> {
  await pool.query("select pg_notify($1, $2)", [checkTopic(topic), payload.slice(0, 7000)]);
}

/** See `Database.changes`. One connection of its own per listener; LISTEN does not survive a pooled one. */
export async function* changesWithPg(url: string, topic: string, signal: AbortSignal): AsyncIterable<string> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    await client.query(`listen ${checkTopic(topic)}`);
    for await (const [message] of on(client, "notification", { signal, close: ["end"] })) {
      yield String(message.payload ?? "");
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    await client.end().catch(() => {});
  }
}
