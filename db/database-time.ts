import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Clock } from "../contracts/platform";
import type { Db } from "./database-type";

const ASK_EVERY_MS = 5_000;

const answerSchema = z.object({ rows: z.tuple([z.object({ ms: z.coerce.number() })]) });

/**
 * The database's time: whoever writes when something is due and whoever looks read one clock, and a wall clock of a machine that
 * jumps moves nothing. Between two questions it runs on the machine's steady clock, which may stop while the machine sleeps; the
 * next question puts that right. Until the first answer (`ready`, which rejects where the database is away) it is the wall clock.
 */
export function databaseTime(db: Db): { clock: Clock; ready: Promise<void>; close(): void } {
  let startMs = Date.now() - performance.now();
  const ask = async () => {
    const before = performance.now();
    const result = await db.execute(sql`select extract(epoch from clock_timestamp()) * 1000 as ms`);
    startMs = answerSchema.parse(result).rows[0].ms - (before + performance.now()) / 2;
  };
  const ready = ask();
  // While the database is away nothing can be done either; the steady clock goes on.
  ready.catch(() => {});
  const timer = setInterval(() => void ask().catch(() => {}), ASK_EVERY_MS);
  timer.unref();
  return {
    clock: { now: () => new Date(startMs + performance.now()) },
    ready,
    close: () => clearInterval(timer),
  };
}
