import { doublePrecision, integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { instant } from "./columns";
import { run } from "./plan";

/** A run's results as one compact row (measure/run-matrix), so that replay, bootstrap and paired tests read one row a run. */
export const runMatrix = pgTable(
  "run_matrix",
  {
    runId: text("run_id")
      .notNull()
      .references(() => run.id),
    verifierKey: text("verifier_key").notNull(),
    matrix: jsonb("matrix").$type<unknown>().notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.runId, table.verifierKey] })],
);

/** A metric over a run under one verifier version; fractions in [0,1], null where undefined. */
export const score = pgTable(
  "score",
  {
    runId: text("run_id")
      .notNull()
      .references(() => run.id),
    verifierKey: text("verifier_key").notNull(),
    metric: text("metric").notNull(),
    k: integer("k").notNull(),
    ordinal: integer("ordinal").notNull(),
    value: doublePrecision("value"),
    newProblemsLow: doublePrecision("new_problems_low"),
    newProblemsHigh: doublePrecision("new_problems_high"),
    rerunLow: doublePrecision("rerun_low"),
    rerunHigh: doublePrecision("rerun_high"),
    n: integer("n").notNull(),
  },
  (table) => [primaryKey({ columns: [table.runId, table.verifierKey, table.metric, table.k] })],
);
