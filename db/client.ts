import { drizzle } from "drizzle-orm/node-postgres";
import pg from "pg";
import { bulkInsertWithPg } from "./bulk-insert";
import { announceWithPg, changesWithPg } from "./changes";
import type { Database, Db } from "./database-type";
import * as schema from "./schema";
import { openVercelDatabase } from "./vercel";

export type { Database, Db } from "./database-type";

export type DatabaseOptions = {
  /** Any PostgreSQL address. */
  url: string;
  /** Bounds this process. */
  maxConnections: number;
  driver?: "pg" | "vercel" | undefined;
  /** Of the driver `vercel`. */
  webSocketProxy?: string | undefined;
  /** Told of the pool of the driver `pg`: a serverless host closes idle connections before it freezes the process. */
  onPool?: ((pool: pg.Pool) => void) | undefined;
};

/** Opens a pool with the driver that is asked for. */
export function openDatabase(options: DatabaseOptions): Database {
  if (options.driver === "vercel") return openVercelDatabase(options);
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.maxConnections,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 10_000,
  });
  // A lost idle connection is replaced on next use; without a listener it would end the process.
  pool.on("error", () => {});
  options.onPool?.(pool);
  const db: Db = drizzle(pool, { schema });
  return {
    db,
    bulkInsert: (table, rows) => bulkInsertWithPg(pool, db, table, rows),
    changes: (topic, signal) => changesWithPg(options.url, topic, signal),
    announce: (topic, payload) => announceWithPg(pool, topic, payload),
    close: () => pool.end(),
  };
}
