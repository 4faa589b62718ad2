import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Clock } from "@/contracts/platform";
import type { Db } from "@/db/client";

const ASK_EVERY_MS = 5_000;

const answerSchema = z.object({ rows: z.tuple([z.object({ ms: z.coerce.number() })]) });

/**
 * The database's time: what is due was written by it, and a wall clock of this machine that jumps moves nothing. Between two
 * questions it runs on the machine's steady clock, which stops while the machine sleeps; the next question puts that right.
 */
export async function databaseTime(db: Db): Promise<{ clock: Clock; close(): void }> {
  let startMs = 0;
  const ask = async () => {
    const before = performance.now();
    const result = await db.execute(sql`select extract(epoch from clock_timestamp()) * 1000 as ms`);
    startMs = answerSchema.parse(result).rows[0].ms - (before + performance.now()) / 2;
  };
  await ask();
  // While the database is away nothing can be done either; the steady clock goes on.
  const timer = setInterval(() => void ask().catch(() => {}), ASK_EVERY_MS);
  timer.unref();
  return {
    clock: { now: () => new Date(startMs + performance.now()) },
    close: () => clearInterval(timer),
  };
}
