import { readFileSync } from "node:fs";
import path from "node:path";
import type { sql } from "drizzle-orm";
import { z } from "zod";
import { contextOver, createShared } from "@/server/context";
import { parseEnv } from "@/server/env";
import type { LocalContext } from "../../local-context";
import type { Platform } from "./platform";

const placeSchema = z.object({ port: z.number().int(), password: z.string() });
const rowsSchema = z.object({ rows: z.array(z.record(z.string(), z.unknown())) });

/** The database of a running platform, asked past its site; opened anew each time, because servers are killed here. */
export async function withDatabase<Result>(
  platform: Platform,
  work: (ctx: LocalContext) => Promise<Result>,
): Promise<Result> {
  const file = path.join(platform.home, "postgres.json");
  const { port, password } = placeSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  const shared = createShared(
    parseEnv({
      DATABASE_URL: `postgres://plumbline:${password}@127.0.0.1:${port}/plumbline`,
      PLUMBLINE_HOME: platform.home,
      PLUMBLINE_SEALING_KEY: readFileSync(path.join(platform.home, "sealing.key"), "utf8").trim(),
      PLUMBLINE_LOG_LEVEL: "silent",
      PLUMBLINE_DB_CONNECTIONS: "2",
    }),
  );
  try {
    return await work(
      contextOver(shared, { actor: { type: "system", name: "fault bench" }, address: "local" }),
    );
  } finally {
    await shared.database.close();
  }
}

/** Rows of a raw statement. */
export async function rowsOf(ctx: LocalContext, query: ReturnType<typeof sql>) {
  return rowsSchema.parse(await ctx.db.execute(query)).rows;
}
