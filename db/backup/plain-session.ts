import type pg from "pg";

/**
 * Makes a transaction write and read values alike on every server, whatever an operator set for it: dates in one order, every bit of
 * a number; and lets it take the time that it takes.
 */
export async function plainSession(client: pg.Client): Promise<void> {
  await client.query(
    `set local datestyle to 'ISO, YMD'; set local intervalstyle to postgres; set local extra_float_digits to 3;
     set local statement_timeout to 0; set local lock_timeout to 0; set local idle_in_transaction_session_timeout to 0`,
  );
}
