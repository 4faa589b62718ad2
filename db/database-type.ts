import type { ExtractTablesWithRelations, InferInsertModel } from "drizzle-orm";
import type { PgDatabase, PgQueryResultHKT, PgTable } from "drizzle-orm/pg-core";
import type * as schema from "./schema";

/** The one database type of the project, whatever the driver; also the type of a transaction. */
export type Db = PgDatabase<PgQueryResultHKT, typeof schema, ExtractTablesWithRelations<typeof schema>>;

/** What the project asks of a database, whatever the driver. */
export type Database = {
  db: Db;
  /** Inserts rows that are not there yet (conflicts are skipped) and returns how many were new. Its own transaction. */
  bulkInsert<Table extends PgTable>(table: Table, rows: readonly InferInsertModel<Table>[]): Promise<number>;
  /**
   * Yields when something was announced on a topic, with the payload where the driver hears it (a polling one yields the
   * empty text), until the signal aborts. Announcements may be missed: re-check the tables.
   */
  changes(topic: string, signal: AbortSignal): AsyncIterable<string>;
  announce(topic: string, payload: string): Promise<void>;
  close(): Promise<void>;
};
