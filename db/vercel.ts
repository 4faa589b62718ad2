import { setTimeout as delay } from "node:timers/promises";
import { neonConfig } from "@neondatabase/serverless";
import { createPool } from "@vercel/postgres";
import { drizzle } from "drizzle-orm/vercel-postgres";
import { insertRows } from "./bulk-insert";
import { checkTopic } from "./changes";
import type { Database } from "./database-type";
import * as schema from "./schema";

/** How often a listener looks: a serverless connection goes through a pooler, which carries no LISTEN. */
const POLL_MS = 2_000;

export type VercelOptions = {
  url: string;
  maxConnections: number;
  /** `host:port/path` of a WebSocket proxy before a plain PostgreSQL; none on Neon, whose address is one itself. */
  webSocketProxy?: string | undefined;
};

/**
 * The same database through @vercel/postgres, which speaks PostgreSQL over a WebSocket. No COPY and no LISTEN: rows go in
 * by multi-row INSERT, listeners poll. Throws where the address is neither a pooled one (`-pooler.`) nor `localhost`.
 */
export function openVercelDatabase(options: VercelOptions): Database {
  const { webSocketProxy } = options;
  if (webSocketProxy !== undefined) {
    neonConfig.wsProxy = () => webSocketProxy;
    neonConfig.useSecureWebSocket = false;
    neonConfig.pipelineTLS = false;
    neonConfig.pipelineConnect = false;
  }
  const pool = createPool({ connectionString: options.url, max: options.maxConnections });
  pool.on("error", () => {});
  const db = drizzle(pool, { schema });
  return {
    db,
    bulkInsert: (table, rows) => (rows.length === 0 ? Promise.resolve(0) : insertRows(db, table, rows)),
    changes: (topic, signal) => everyPoll(checkTopic(topic), signal),
    // Listeners elsewhere may use LISTEN, so what happens is still announced.
    announce: async (topic, payload) => {
      await pool.query("select pg_notify($1, $2)", [checkTopic(topic), payload.slice(0, 7000)]);
    },
    close: () => pool.end(),
  };
}

/** Yields at every poll, without a payload: something may have changed. */
async function* everyPoll(_topic: string, signal: AbortSignal): AsyncIterable<string> {
  while (!signal.aborted) {
    await delay(POLL_MS, undefined, { signal }).catch(() => {});
    if (!signal.aborted) yield "";
  }
}
