import { doublePrecision, index, integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import type { BoardRow } from "../../contracts/board";
import { benchmarkVersion } from "./catalog";
import { instant } from "./columns";
import { run } from "./plan";

/** A precomputed row of a board; a board reads nothing else. */
export const boardRow = pgTable(
  "board_row",
  {
    benchmarkVersionId: text("benchmark_version_id")
      .notNull()
      .references(() => benchmarkVersion.id),
    verifierKey: text("verifier_key").notNull(),
    runId: text("run_id")
      .notNull()
      .references(() => run.id),
    position: integer("position").notNull(),
    row: jsonb("row").$type<BoardRow>().notNull(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.benchmarkVersionId, table.verifierKey, table.runId] }),
    index("board_row_position").on(table.benchmarkVersionId, table.verifierKey, table.position),
  ],
);

/** Facts of a board as a whole, written with its rows. */
export const boardSummary = pgTable(
  "board_summary",
  {
    benchmarkVersionId: text("benchmark_version_id")
      .notNull()
      .references(() => benchmarkVersion.id),
    verifierKey: text("verifier_key").notNull(),
    minimumDetectableEffect: doublePrecision("minimum_detectable_effect"),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.benchmarkVersionId, table.verifierKey] })],
);
