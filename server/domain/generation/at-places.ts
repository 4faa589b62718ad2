import { type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";

/**
 * Rows of exactly these samples. Asking by problem alone would read all samples of the problem for each of the many reports of a
 * large upload.
 */
export function atPlaces(
  columns: { problemId: PgColumn; sampleIndex: PgColumn },
  places: readonly { problemId: string; sample: number }[],
): SQL {
  const ids = sql.param(places.map((place) => place.problemId));
  const numbers = sql.param(places.map((place) => place.sample));
  return sql`(${columns.problemId}, ${columns.sampleIndex}) in (select * from unnest(${ids}::text[], ${numbers}::integer[]))`;
}
