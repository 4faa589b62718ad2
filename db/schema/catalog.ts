import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import {
  ACCESS_KINDS,
  ANSWER_KINDS,
  type BenchmarkCard,
  type Protocol,
  REDISTRIBUTIONS,
} from "../../contracts/benchmark";
import { team } from "./account";
import { instant } from "./columns";

export const benchmark = pgTable(
  "benchmark",
  {
    id: text("id").primaryKey(),
    teamId: text("team_id")
      .notNull()
      .references(() => team.id),
    slug: text("slug").notNull(),
    title: text("title").notNull(),
    card: jsonb("card").$type<BenchmarkCard>().notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (table) => [uniqueIndex("benchmark_slug").on(table.slug)],
);

/** Other names of a benchmark; one name leads to one benchmark. */
export const benchmarkAlias = pgTable("benchmark_alias", {
  alias: text("alias").primaryKey(),
  benchmarkId: text("benchmark_id")
    .notNull()
    .references(() => benchmark.id),
});

/** A version is a content hash; its number only helps people. */
export const benchmarkVersion = pgTable(
  "benchmark_version",
  {
    id: text("id").primaryKey(),
    benchmarkId: text("benchmark_id")
      .notNull()
      .references(() => benchmark.id),
    version: integer("version").notNull(),
    contentHash: text("content_hash").notNull(),
    access: text("access", { enum: ACCESS_KINDS }).notNull(),
    redistribution: text("redistribution", { enum: REDISTRIBUTIONS }).notNull(),
    protocol: jsonb("protocol").$type<Protocol>().notNull(),
    problemCount: integer("problem_count").notNull(),
    canonical: boolean("canonical").notNull().default(false),
    correctsVersionId: text("corrects_version_id"),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex("benchmark_version_number").on(table.benchmarkId, table.version),
    uniqueIndex("benchmark_version_hash").on(table.benchmarkId, table.contentHash),
    uniqueIndex("benchmark_version_canonical").on(table.benchmarkId).where(sql`${table.canonical}`),
    foreignKey({
      columns: [table.correctsVersionId],
      foreignColumns: [table.id],
      name: "benchmark_version_corrects",
    }),
    check("benchmark_version_count", sql`${table.problemCount} > 0`),
    check("benchmark_version_access", sql`${table.access} in ('public-text', 'hidden-text', 'id-only')`),
  ],
);

export const problem = pgTable(
  "problem",
  {
    benchmarkVersionId: text("benchmark_version_id")
      .notNull()
      .references(() => benchmarkVersion.id),
    id: text("id").notNull(),
    ordinal: integer("ordinal").notNull(),
    statement: text("statement").notNull(),
    options: jsonb("options").$type<string[] | null>(),
    images: jsonb("images").$type<string[]>().notNull(),
    gold: text("gold").notNull(),
    solution: text("solution"),
    answerKind: text("answer_kind", { enum: ANSWER_KINDS }).notNull(),
    level: text("level"),
    category: text("category"),
    publishedOn: date("published_on"),
    judging: jsonb("judging").$type<Record<string, unknown> | null>(),
  },
  (table) => [
    primaryKey({ columns: [table.benchmarkVersionId, table.id] }),
    uniqueIndex("problem_ordinal").on(table.benchmarkVersionId, table.ordinal),
  ],
);

/** A tool's own id of a problem, where it has one (matching, step 4). */
export const problemAlias = pgTable(
  "problem_alias",
  {
    benchmarkVersionId: text("benchmark_version_id").notNull(),
    tool: text("tool").notNull(),
    alias: text("alias").notNull(),
    problemId: text("problem_id").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.benchmarkVersionId, table.tool, table.alias] }),
    foreignKey({
      columns: [table.benchmarkVersionId, table.problemId],
      foreignColumns: [problem.benchmarkVersionId, problem.id],
      name: "problem_alias_problem",
    }),
  ],
);

export const erratum = pgTable(
  "erratum",
  {
    id: text("id").primaryKey(),
    benchmarkId: text("benchmark_id")
      .notNull()
      .references(() => benchmark.id),
    /** Null where the faulty copies are known and the single problems are not. */
    problemId: text("problem_id"),
    kind: text("kind").notNull().default("ambiguous"),
    affects: text("affects", { enum: ["canonical", "copies"] })
      .notNull()
      .default("canonical"),
    note: text("note").notNull(),
    correctedGold: text("corrected_gold"),
    source: text("source").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (table) => [index("erratum_benchmark").on(table.benchmarkId)],
);

export const suite = pgTable(
  "suite",
  {
    id: text("id").primaryKey(),
    slug: text("slug").notNull(),
    version: integer("version").notNull(),
    title: text("title").notNull(),
    description: text("description").notNull(),
    protocol: jsonb("protocol").$type<Record<string, unknown>>().notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (table) => [uniqueIndex("suite_slug_version").on(table.slug, table.version)],
);

export const suiteBenchmark = pgTable(
  "suite_benchmark",
  {
    suiteId: text("suite_id")
      .notNull()
      .references(() => suite.id),
    benchmarkVersionId: text("benchmark_version_id")
      .notNull()
      .references(() => benchmarkVersion.id),
    ordinal: integer("ordinal").notNull(),
  },
  (table) => [primaryKey({ columns: [table.suiteId, table.benchmarkVersionId] })],
);
