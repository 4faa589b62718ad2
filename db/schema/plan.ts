import { sql } from "drizzle-orm";
import { check, foreignKey, index, integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import type { Manifest } from "../../contracts/manifest";
import type { Sampling } from "../../contracts/sampling";
import { RUN_KINDS, RUN_STATES, TIERS, VISIBILITIES } from "../../contracts/states";
import { team } from "./account";
import { benchmarkVersion } from "./catalog";
import { instant } from "./columns";
import { endpoint, model, submission } from "./submission";

/** One (model, method configuration, benchmark version, sampling configuration). */
export const run = pgTable(
  "run",
  {
    id: text("id").primaryKey(),
    submissionId: text("submission_id")
      .notNull()
      .references(() => submission.id),
    teamId: text("team_id")
      .notNull()
      .references(() => team.id),
    kind: text("kind", { enum: RUN_KINDS }).notNull(),
    state: text("state", { enum: RUN_STATES }).notNull(),
    stateReason: text("state_reason"),
    visibility: text("visibility", { enum: VISIBILITIES }).notNull(),
    benchmarkVersionId: text("benchmark_version_id")
      .notNull()
      .references(() => benchmarkVersion.id),
    modelId: text("model_id")
      .notNull()
      .references(() => model.id),
    endpointId: text("endpoint_id").references(() => endpoint.id),
    methodId: text("method_id").notNull(),
    methodVersion: integer("method_version").notNull(),
    methodParams: jsonb("method_params").$type<Record<string, unknown>>().notNull(),
    sampling: jsonb("sampling").$type<Sampling | null>(),
    samplesPerProblem: integer("samples_per_problem").notNull(),
    concurrency: integer("concurrency").notNull().default(8),
    sourceRunId: text("source_run_id"),
    verifiesRunId: text("verifies_run_id"),
    promptSource: text("prompt_source", { enum: ["ours", "theirs", "unknown"] }).notNull(),
    tier: text("tier", { enum: TIERS }).notNull(),
    verifierKey: text("verifier_key").notNull(),
    runSeed: text("run_seed").notNull(),
    manifest: jsonb("manifest").$type<Manifest>().notNull(),
    manifestSha256: text("manifest_sha256").notNull(),
    /** Expected samples; what is missing is a set difference against `sample`. */
    totalSamples: integer("total_samples").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    startedAt: instant("started_at"),
    generatedAt: instant("generated_at"),
    publishedAt: instant("published_at"),
    withdrawnAt: instant("withdrawn_at"),
  },
  (table) => [
    index("run_submission").on(table.submissionId),
    index("run_board").on(table.benchmarkVersionId, table.state),
    foreignKey({ columns: [table.sourceRunId], foreignColumns: [table.id], name: "run_source" }),
    foreignKey({ columns: [table.verifiesRunId], foreignColumns: [table.id], name: "run_verifies" }),
    check("run_reduced_source", sql`(${table.kind} = 'reduced') = (${table.sourceRunId} is not null)`),
    check("run_samples", sql`${table.samplesPerProblem} > 0 and ${table.totalSamples} >= 0`),
  ],
);

/** The models that play a method's roles; `solver` is the one under evaluation. */
export const runRole = pgTable(
  "run_role",
  {
    runId: text("run_id")
      .notNull()
      .references(() => run.id),
    role: text("role").notNull(),
    modelId: text("model_id")
      .notNull()
      .references(() => model.id),
    endpointId: text("endpoint_id").references(() => endpoint.id),
    sampling: jsonb("sampling").$type<Sampling | null>(),
  },
  (table) => [primaryKey({ columns: [table.runId, table.role] })],
);
