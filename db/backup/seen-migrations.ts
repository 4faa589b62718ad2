import type pg from "pg";

/** Hashes of the migrations that a database has seen, oldest first. */
export async function seenMigrations(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ hash: string }>(
    'select hash from drizzle."__drizzle_migrations" order by created_at, id',
  );
  return rows.map((row) => row.hash);
}
