import type { Actor } from "@/contracts/actor";
import type { Platform, Settings } from "@/contracts/platform";
import type { Database, Db } from "@/db/client";

/** What every verb gets: the database, the platform's adapters, who asks and from where. Built in server/context.ts only. */
export type Ctx = Platform & {
  db: Db;
  database: Database;
  settings: Settings;
  actor: Actor;
  /** Network address of the caller for rate limits; `local` for the platform itself. */
  address: string;
};
