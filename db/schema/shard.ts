import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { SHARD_KINDS, SHARD_STATES } from "../../contracts/states";
import { runner } from "./account";
import { instant } from "./columns";
import { run } from "./plan";
import { submission } from "./submission";

/** What a shard stands for; golds, texts and keys are looked up when it is leased. */
export type ShardWork =
  | { kind: "probe" }
  | { kind: "ingest"; pass: "check" | "store"; variant?: string }
  | { kind: "generate"; items: { problemId: string; sample: number }[] }
  | { kind: "verify"; problemIds: string[]; verifierKey: string }
  | { kind: "assess"; items: { problemId: string; sample: number }[]; assessor: string };

export const shard = pgTable(
  "shard",
  {
    id: text("id").primaryKey(),
    submissionId: text("submission_id")
      .notNull()
      .references(() => submission.id),
    runId: text("run_id").references(() => run.id),
    kind: text("kind", { enum: SHARD_KINDS }).notNull(),
    state: text("state", { enum: SHARD_STATES }).notNull(),
    /** Smaller is sooner. */
    priority: bigint("priority", { mode: "number" }).notNull(),
    work: jsonb("work").$type<ShardWork>().notNull(),
    /** Derived from run, stage and work, so that planning twice makes one shard. */
    workKey: text("work_key").notNull(),
    leaseGeneration: integer("lease_generation").notNull().default(0),
    runnerId: text("runner_id").references(() => runner.id),
    leaseExpiresAt: instant("lease_expires_at"),
    losses: integer("losses").notNull().default(0),
    notBefore: instant("not_before").notNull(),
    progressDone: integer("progress_done").notNull().default(0),
    progressTotal: integer("progress_total"),
    failureCode: text("failure_code"),
    failureMessage: text("failure_message"),
    createdAt: instant("created_at").notNull().defaultNow(),
    leasedAt: instant("leased_at"),
    doneAt: instant("done_at"),
  },
  (table) => [
    index("shard_claim").on(table.priority, table.notBefore).where(sql`${table.state} = 'pending'`),
    index("shard_expiry").on(table.leaseExpiresAt).where(sql`${table.state} = 'leased'`),
    index("shard_run").on(table.runId, table.kind),
    uniqueIndex("shard_work").on(table.submissionId, table.workKey),
    index("shard_submission").on(table.submissionId, table.kind),
    check(
      "shard_lease",
      sql`${table.state} <> 'leased' or (${table.runnerId} is not null and ${table.leaseExpiresAt} is not null)`,
    ),
    check("shard_run_kind", sql`${table.kind} in ('probe','ingest') or ${table.runId} is not null`),
  ],
);

/** A lease for generating samples that was taken back: results that its runner had by then are still taken while they are missing. */
export const lostLease = pgTable(
  "lost_lease",
  {
    shardId: text("shard_id")
      .notNull()
      .references(() => shard.id),
    leaseGeneration: integer("lease_generation").notNull(),
    runId: text("run_id")
      .notNull()
      .references(() => run.id),
    runnerId: text("runner_id")
      .notNull()
      .references(() => runner.id),
    items: jsonb("items").$type<{ problemId: string; sample: number }[]>().notNull(),
    lostAt: instant("lost_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.shardId, table.leaseGeneration] }),
    index("lost_lease_at").on(table.lostAt),
  ],
);

/** How often a lease that held this (problem, sample) was lost; at three it becomes an infrastructure error. */
export const sampleLoss = pgTable(
  "sample_loss",
  {
    runId: text("run_id")
      .notNull()
      .references(() => run.id),
    problemId: text("problem_id").notNull(),
    sampleIndex: integer("sample_index").notNull(),
    losses: integer("losses").notNull(),
  },
  (table) => [primaryKey({ columns: [table.runId, table.problemId, table.sampleIndex] })],
);
