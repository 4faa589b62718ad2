import { sql } from "drizzle-orm";
import {
  bigserial,
  boolean,
  check,
  index,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import type { EngineInfo } from "../../contracts/runner";
import { SCOPES, TEAM_ROLES } from "../../contracts/states";
import { instant } from "./columns";

/** Every row that somebody owns belongs to a team. */
export const team = pgTable(
  "team",
  {
    id: text("id").primaryKey(),
    slug: text("slug").notNull(),
    name: text("name").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    /** When work of the team was last given to a runner: runners are shared by it. */
    lastLeaseAt: instant("last_lease_at"),
  },
  (table) => [uniqueIndex("team_slug").on(table.slug)],
);

export const account = pgTable(
  "account",
  {
    id: text("id").primaryKey(),
    name: text("name").notNull(),
    email: text("email"),
    isAdmin: boolean("is_admin").notNull().default(false),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (table) => [uniqueIndex("account_email").on(table.email)],
);

export const teamMember = pgTable(
  "team_member",
  {
    teamId: text("team_id")
      .notNull()
      .references(() => team.id),
    accountId: text("account_id")
      .notNull()
      .references(() => account.id),
    role: text("role", { enum: TEAM_ROLES }).notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.teamId, table.accountId] }),
    check("team_member_role", sql`${table.role} in ('owner', 'member')`),
  ],
);

/** Keys are stored as the SHA-256 of 256 random bits; the key itself is shown once. */
export const apiKey = pgTable(
  "api_key",
  {
    id: text("id").primaryKey(),
    teamId: text("team_id")
      .notNull()
      .references(() => team.id),
    accountId: text("account_id")
      .notNull()
      .references(() => account.id),
    name: text("name").notNull(),
    hash: text("hash").notNull(),
    scopes: text("scopes", { enum: SCOPES }).array().notNull(),
    /** Runners that come with this key may see golds and report verdicts (security: runner). */
    trustedRunner: boolean("trusted_runner").notNull().default(false),
    createdAt: instant("created_at").notNull().defaultNow(),
    lastUsedAt: instant("last_used_at"),
    revokedAt: instant("revoked_at"),
  },
  (table) => [
    uniqueIndex("api_key_hash").on(table.hash),
    check(
      "api_key_scopes",
      sql`${table.scopes} <@ array['submit','runner','admin'] and cardinality(${table.scopes}) > 0`,
    ),
  ],
);

/** Browser sessions and one-time sign-in links, both stored as hashes. */
export const session = pgTable("session", {
  hash: text("hash").primaryKey(),
  accountId: text("account_id")
    .notNull()
    .references(() => account.id),
  createdAt: instant("created_at").notNull().defaultNow(),
  expiresAt: instant("expires_at").notNull(),
});

export const signInLink = pgTable("sign_in_link", {
  hash: text("hash").primaryKey(),
  accountId: text("account_id")
    .notNull()
    .references(() => account.id),
  createdAt: instant("created_at").notNull().defaultNow(),
  expiresAt: instant("expires_at").notNull(),
  usedAt: instant("used_at"),
});

export const runner = pgTable(
  "runner",
  {
    id: text("id").primaryKey(),
    apiKeyId: text("api_key_id")
      .notNull()
      .references(() => apiKey.id),
    name: text("name").notNull(),
    version: text("version").notNull(),
    trusted: boolean("trusted").notNull().default(false),
    engines: jsonb("engines").$type<EngineInfo[]>().notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    lastSeenAt: instant("last_seen_at").notNull(),
    /** Set where its verdicts disagreed with the server's; it gets no further lease. */
    stoppedReason: text("stopped_reason"),
  },
  (table) => [uniqueIndex("runner_key_name").on(table.apiKeyId, table.name)],
);

/** Append-only (a trigger refuses update and delete). */
export const audit = pgTable(
  "audit",
  {
    id: bigserial("id", { mode: "number" }).primaryKey(),
    at: instant("at").notNull().defaultNow(),
    teamId: text("team_id").references(() => team.id),
    actor: text("actor").notNull(),
    action: text("action").notNull(),
    subject: text("subject").notNull(),
    detail: jsonb("detail").$type<Record<string, unknown>>().notNull(),
  },
  (table) => [index("audit_subject").on(table.subject)],
);
