import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { getTableColumns, getTableName, type InferInsertModel, sql } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { Db } from "./database-type";

/** Below this many rows one multi-row INSERT is quicker than COPY through a temporary table. */
const COPY_FROM_ROWS = 400;
const ROWS_PER_STATEMENT = 5_000;

/** See `Database.bulkInsert`. */
export async function bulkInsertWithPg<Table extends PgTable>(
  pool: pg.Pool,
  db: Db,
  table: Table,
  rows: readonly InferInsertModel<Table>[],
): Promise<number> {
  if (rows.length === 0) return 0;
  if (rows.length < COPY_FROM_ROWS) return insertRows(db, table, rows);
  const client = await pool.connect();
  try {
    return await copyRows(client, table, rows);
  } finally {
    client.release();
  }
}

/**
 * Inserts rows that are not there yet, one array per column: the statement is the same for any number of rows, so that
 * neither side spends its time on thousands of parameters. Returns how many were new.
 */
export async function insertRows<Table extends PgTable>(
  db: Db,
  table: Table,
  rows: readonly InferInsertModel<Table>[],
): Promise<number> {
  let inserted = 0;
  for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
    const chunk = rows.slice(start, start + ROWS_PER_STATEMENT);
    const used = usedColumns(table, chunk);
    const names = sql.join(
      used.map(([, column]) => sql.identifier(column.name)),
      sql`, `,
    );
    const arrays = sql.join(
      used.map(([key, column]) => {
        const cells = chunk.map((row) => driverCell(column, cellOf(row, key)));
        return sql`${sql.param(cells)}::${sql.raw(column.getSQLType())}[]`;
      }),
      sql`, `,
    );
    const result: unknown = await db.execute(
      sql`insert into ${table} (${names}) select * from unnest(${arrays}) on conflict do nothing`,
    );
    inserted += rowCountOf(result);
  }
  return inserted;
}

/** The value of a column by its name in the schema. */
function cellOf(row: object, key: string): unknown {
  return Object.getOwnPropertyDescriptor(row, key)?.value;
}

function driverCell(column: PgColumn, value: unknown): unknown {
  return value === null || value === undefined ? null : column.mapToDriverValue(value);
}

/** Rows that a statement wrote, as the driver tells. */
export function rowCountOf(result: unknown): number {
  if (typeof result === "object" && result !== null && "rowCount" in result) return Number(result.rowCount);
  throw new Error("the driver does not tell how many rows it inserted");
}

async function copyRows<Table extends PgTable>(
  client: pg.PoolClient,
  table: Table,
  rows: readonly InferInsertModel<Table>[],
): Promise<number> {
  const used = usedColumns(table, rows);
  const names = used.map(([, column]) => quote(column.name)).join(", ");
  const target = quote(getTableName(table));
  await client.query("begin");
  try {
    await client.query(
      `create temporary table bulk_rows on commit drop as select ${names} from ${target} with no data`,
    );
    const stream = client.query(copyFrom(`copy bulk_rows (${names}) from stdin`));
    await pipeline(Readable.from(copyLines(used, rows)), stream);
    const result = await client.query(
      `insert into ${target} (${names}) select ${names} from bulk_rows on conflict do nothing`,
    );
    await client.query("commit");
    return result.rowCount ?? 0;
  } catch (error) {
    await client.query("rollback");
    throw error;
  }
}

/** Columns that at least one row sets; the rest take their defaults. */
function usedColumns<Table extends PgTable>(
  table: Table,
  rows: readonly InferInsertModel<Table>[],
): [string, PgColumn][] {
  const set = new Set<string>();
  for (const row of rows)
    for (const [key, value] of Object.entries(row)) if (value !== undefined) set.add(key);
  return Object.entries(getTableColumns(table)).filter(([key]) => set.has(key));
}

function* copyLines(used: [string, PgColumn][], rows: readonly object[]): Generator<string> {
  let buffer = "";
  for (const row of rows) {
    const values = new Map<string, unknown>(Object.entries(row));
    buffer += `${used.map(([key, column]) => copyCell(column, values.get(key))).join("\t")}\n`;
    if (buffer.length > 65_536) {
      yield buffer;
      buffer = "";
    }
  }
  yield buffer;
}

function copyCell(column: PgColumn, value: unknown): string {
  if (value === null || value === undefined) return "\\N";
  const driver: unknown = column.mapToDriverValue(value);
  if (driver instanceof Uint8Array) return `\\\\x${Buffer.from(driver).toString("hex")}`;
  if (driver instanceof Date) return driver.toISOString();
  const text = typeof driver === "object" ? JSON.stringify(driver) : String(driver);
  return text.replace(/[\\\n\r\t]/g, (character) => ESCAPES[character] ?? character);
}

const ESCAPES: Record<string, string> = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
