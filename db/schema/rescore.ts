import { sql } from "drizzle-orm";
import { doublePrecision, index, integer, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { OUTCOMES } from "../../contracts/outcome";
import { account } from "./account";
import { instant } from "./columns";
import { run } from "./plan";

/** One judging anew of stored samples by another version of the verifier. At most one is under way. */
export const rescore = pgTable(
  "rescore",
  {
    id: text("id").primaryKey(),
    verifierVersion: text("verifier_version").notNull(),
    state: text("state", { enum: ["running", "done"] }).notNull(),
    startedAt: instant("started_at").notNull(),
    finishedAt: instant("finished_at"),
  },
  (table) => [uniqueIndex("rescore_running").on(table.state).where(sql`${table.state} = 'running'`)],
);

/** What a re-score did to one run; scores are those of the headline metric, null where it has none. */
export const rescoreRun = pgTable(
  "rescore_run",
  {
    rescoreId: text("rescore_id")
      .notNull()
      .references(() => rescore.id),
    runId: text("run_id")
      .notNull()
      .references(() => run.id),
    fromKey: text("from_key").notNull(),
    toKey: text("to_key").notNull(),
    state: text("state", { enum: ["waiting", "done", "failed"] }).notNull(),
    reason: text("reason"),
    samples: integer("samples").notNull().default(0),
    /** Samples whose outcome is another now; of those, how many became correct and how many were correct before. */
    moved: integer("moved").notNull().default(0),
    becameCorrect: integer("became_correct").notNull().default(0),
    noLongerCorrect: integer("no_longer_correct").notNull().default(0),
    scoreBefore: doublePrecision("score_before"),
    scoreAfter: doublePrecision("score_after"),
    finishedAt: instant("finished_at"),
  },
  (table) => [
    primaryKey({ columns: [table.rescoreId, table.runId] }),
    index("rescore_run_run").on(table.runId, table.fromKey),
  ],
);

/** Somebody holds a verdict to be wrong and says why. */
export const verdictContest = pgTable(
  "verdict_contest",
  {
    id: text("id").primaryKey(),
    runId: text("run_id")
      .notNull()
      .references(() => run.id),
    problemId: text("problem_id").notNull(),
    sampleIndex: integer("sample_index").notNull(),
    verifierKey: text("verifier_key").notNull(),
    outcome: text("outcome", { enum: OUTCOMES }).notNull(),
    /** What the contester holds to be right. */
    shouldBe: text("should_be", { enum: ["correct", "incorrect"] }).notNull(),
    reason: text("reason").notNull(),
    accountId: text("account_id")
      .notNull()
      .references(() => account.id),
    createdAt: instant("created_at").notNull(),
  },
  (table) => [
    uniqueIndex("verdict_contest_once").on(table.runId, table.problemId, table.sampleIndex, table.accountId),
    index("verdict_contest_account").on(table.accountId, table.createdAt),
  ],
);
