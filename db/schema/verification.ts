import { sql } from "drizzle-orm";
import {
  check,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
} from "drizzle-orm/pg-core";
import { OUTCOMES } from "../../contracts/outcome";
import type { CallRecord } from "../../contracts/sample";
import { instant } from "./columns";

/** The judgement of one sample by one verifier version. Partitioned by run (migration). */
export const verdict = pgTable(
  "verdict",
  {
    runId: text("run_id").notNull(),
    verifierKey: text("verifier_key").notNull(),
    problemId: text("problem_id").notNull(),
    sampleIndex: integer("sample_index").notNull(),
    outcome: text("outcome", { enum: OUTCOMES }).notNull(),
    extracted: text("extracted"),
    rule: text("rule").notNull(),
    goldNormal: text("gold_normal"),
    answerNormal: text("answer_normal"),
    answerClass: integer("answer_class").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.runId, table.verifierKey, table.problemId, table.sampleIndex] }),
    check(
      "verdict_outcome",
      sql`${table.outcome} in ('correct','incorrect','unparsed','truncated','refused','undecided','infra_error')`,
    ),
  ],
);

/** What a model said about a sample: a verifier's vote, a step label. Never a verdict. */
export const assessment = pgTable(
  "assessment",
  {
    id: text("id").primaryKey(),
    runId: text("run_id").notNull(),
    problemId: text("problem_id").notNull(),
    sampleIndex: integer("sample_index").notNull(),
    assessor: text("assessor").notNull(),
    assessmentIndex: integer("assessment_index").notNull(),
    value: doublePrecision("value"),
    label: text("label"),
    calls: jsonb("calls").$type<CallRecord[]>().notNull(),
    /** Over all its calls; null where a call did not tell. */
    promptTokens: integer("prompt_tokens"),
    completionTokens: integer("completion_tokens"),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (table) => [
    index("assessment_sample").on(
      table.runId,
      table.problemId,
      table.sampleIndex,
      table.assessor,
      table.assessmentIndex,
    ),
  ],
);
