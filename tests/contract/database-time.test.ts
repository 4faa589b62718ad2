import { sql } from "drizzle-orm";
import { describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { openDatabase } from "@/db/client";
import { databaseTime } from "@/db/database-time";
import { testDatabase } from "../support/database";

const HOUR_MS = 3_600_000;
const answerSchema = z.object({ rows: z.tuple([z.object({ ms: z.coerce.number() })]) });

describe("the database's time", () => {
  it("is what the database says, and a wall clock that jumps moves nothing", async () => {
    await using test = await testDatabase();
    const time = databaseTime(test.db);
    await time.ready;
    for (const jumpMs of [0, HOUR_MS, -HOUR_MS]) {
      const spied = vi.spyOn(Date, "now").mockReturnValue(Date.now() + jumpMs);
      const ours = time.clock.now().getTime();
      spied.mockRestore();
      const answer = await test.db.execute(sql`select extract(epoch from clock_timestamp()) * 1000 as ms`);
      const theirs = answerSchema.parse(answer).rows[0].ms;
      // Far below a jump, far above what a busy machine takes for a question.
      expect(Math.abs(theirs - ours)).toBeLessThan(60_000);
    }
    time.close();
  });

  it("is the wall clock as long as the database cannot be asked, and says so", async () => {
    const away = openDatabase({ url: "postgres://nobody@127.0.0.1:9/nothing", maxConnections: 1 });
    const time = databaseTime(away.db);
    await expect(time.ready).rejects.toThrow();
    expect(Math.abs(time.clock.now().getTime() - Date.now())).toBeLessThan(60_000);
    time.close();
    await away.close();
  });
});
