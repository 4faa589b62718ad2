import { doublePrecision, integer, jsonb, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { instant } from "./columns";

/** A published piece of work with reported results and claims. */
export const system = pgTable("system", {
  id: text("id").primaryKey(),
  title: text("title").notNull(),
  card: jsonb("card").$type<Record<string, unknown>>().notNull(),
  createdAt: instant("created_at").notNull().defaultNow(),
});

/** "Treatment beats baseline by r on this metric and benchmark", as published. */
export const claim = pgTable("claim", {
  id: text("id").primaryKey(),
  systemId: text("system_id")
    .notNull()
    .references(() => system.id),
  baseline: text("baseline").notNull(),
  treatment: text("treatment").notNull(),
  metric: text("metric").notNull(),
  benchmarkSlug: text("benchmark_slug").notNull(),
  reportedDifference: doublePrecision("reported_difference"),
  unit: text("unit").notNull(),
  protocol: jsonb("protocol").$type<Record<string, unknown>>().notNull(),
  source: text("source").notNull(),
});

/** A number as a paper printed it; never ranked. */
export const reportedResult = pgTable(
  "reported_result",
  {
    id: text("id").primaryKey(),
    systemId: text("system_id")
      .notNull()
      .references(() => system.id),
    model: text("model").notNull(),
    method: text("method").notNull(),
    benchmarkSlug: text("benchmark_slug").notNull(),
    metric: text("metric").notNull(),
    value: doublePrecision("value").notNull(),
    unit: text("unit").notNull(),
    ordinal: integer("ordinal").notNull(),
    /** What the source says of the setting: benchmark as printed, the baseline beside it, remarks. */
    protocol: jsonb("protocol").$type<Record<string, unknown>>().notNull().default({}),
    source: text("source").notNull(),
  },
  (table) => [uniqueIndex("reported_result_ordinal").on(table.systemId, table.ordinal)],
);
