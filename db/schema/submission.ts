import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import type { Capability } from "../../contracts/capability";
import type { Sealed } from "../../contracts/platform";
import type { IngestSummary, ProbeResult } from "../../contracts/runner";
import { SUBMISSION_STATES, VISIBILITIES } from "../../contracts/states";
import type { LineError } from "../../contracts/trace-line";
import { account, team } from "./account";
import { instant } from "./columns";

export const MODEL_IDENTITIES = ["self-declared", "hashed weights", "provider-attested"] as const;

export const model = pgTable(
  "model",
  {
    id: text("id").primaryKey(),
    teamId: text("team_id")
      .notNull()
      .references(() => team.id),
    slug: text("slug").notNull(),
    name: text("name").notNull(),
    identity: text("identity", { enum: MODEL_IDENTITIES }).notNull(),
    /** Must stand wherever the name does, for example "noisy solver, not a language model". */
    label: text("label"),
    releasedOn: date("released_on"),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex("model_slug").on(table.slug),
    uniqueIndex("model_team_name").on(table.teamId, table.name),
  ],
);

/** A place where a model is served: a submitted address, or an engine of the operator's runners. */
export const endpoint = pgTable(
  "endpoint",
  {
    id: text("id").primaryKey(),
    teamId: text("team_id")
      .notNull()
      .references(() => team.id),
    modelId: text("model_id")
      .notNull()
      .references(() => model.id),
    url: text("url"),
    engine: text("engine"),
    servedName: text("served_name").notNull(),
    sealedKey: jsonb("sealed_key").$type<Sealed | null>(),
    server: text("server"),
    capabilities: jsonb("capabilities").$type<Capability[]>().notNull(),
    /** Consecutive transport failures; the circuit opens at 5. */
    failures: integer("failures").notNull().default(0),
    failingSince: instant("failing_since"),
    nextTryAt: instant("next_try_at"),
    lastError: text("last_error"),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (table) => [check("endpoint_place", sql`(${table.url} is null) <> (${table.engine} is null)`)],
);

export const submission = pgTable(
  "submission",
  {
    id: text("id").primaryKey(),
    teamId: text("team_id")
      .notNull()
      .references(() => team.id),
    accountId: text("account_id")
      .notNull()
      .references(() => account.id),
    kind: text("kind", { enum: ["endpoint", "traces", "reduction"] }).notNull(),
    state: text("state", { enum: SUBMISSION_STATES }).notNull(),
    reasonCode: text("reason_code"),
    reasonMessage: text("reason_message"),
    reasonHint: text("reason_hint"),
    reasonRetry: text("reason_retry", { enum: ["never", "later", "now"] }),
    visibility: text("visibility", { enum: VISIBILITIES }).notNull(),
    /** The validated input without any key. */
    input: jsonb("input").$type<Record<string, unknown>>().notNull(),
    modelId: text("model_id")
      .notNull()
      .references(() => model.id),
    endpointId: text("endpoint_id").references(() => endpoint.id),
    uploadKey: text("upload_key"),
    uploadBytes: bigint("upload_bytes", { mode: "number" }),
    uploadSha256: text("upload_sha256"),
    filename: text("filename"),
    probe: jsonb("probe").$type<ProbeResult | null>(),
    ingest: jsonb("ingest").$type<IngestSummary | null>(),
    lineErrorCount: integer("line_error_count").notNull().default(0),
    decision: text("decision", { enum: ["continue", "withdraw"] }),
    decisionDeadline: instant("decision_deadline"),
    idempotencyKey: text("idempotency_key"),
    heartbeatAt: instant("heartbeat_at").notNull(),
    nextTryAt: instant("next_try_at"),
    createdAt: instant("created_at").notNull().defaultNow(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (table) => [
    index("submission_team").on(table.teamId, table.createdAt),
    index("submission_open")
      .on(table.state)
      .where(sql`${table.state} not in ('published','failed','cancelled','withdrawn')`),
    uniqueIndex("submission_idempotency").on(table.teamId, table.idempotencyKey),
    check("submission_endpoint", sql`${table.kind} <> 'endpoint' or ${table.endpointId} is not null`),
    check(
      "submission_failed_reason",
      sql`${table.state} <> 'failed' or (${table.reasonCode} is not null and ${table.reasonRetry} is not null)`,
    ),
  ],
);

/** A trace file that arrives in parts; its submission is made when all of it is here. */
export const upload = pgTable(
  "upload",
  {
    id: text("id").primaryKey(),
    teamId: text("team_id")
      .notNull()
      .references(() => team.id),
    accountId: text("account_id")
      .notNull()
      .references(() => account.id),
    /** The words of the submission, checked when the upload was opened. */
    input: jsonb("input").$type<Record<string, unknown>>().notNull(),
    /** Bytes of the whole file, as announced. */
    bytes: bigint("bytes", { mode: "number" }).notNull(),
    /** Set once every byte is here; then the submission is made. */
    completedAt: instant("completed_at"),
    submissionId: text("submission_id").references(() => submission.id),
    createdAt: instant("created_at").notNull().defaultNow(),
    expiresAt: instant("expires_at").notNull(),
  },
  (table) => [
    index("upload_team").on(table.teamId),
    index("upload_expiry").on(table.expiresAt),
    check("upload_bytes", sql`${table.bytes} > 0`),
  ],
);

export const submissionLineError = pgTable(
  "submission_line_error",
  {
    submissionId: text("submission_id")
      .notNull()
      .references(() => submission.id),
    line: integer("line").notNull(),
    code: text("code").$type<LineError["code"]>().notNull(),
    message: text("message").notNull(),
  },
  (table) => [primaryKey({ columns: [table.submissionId, table.line, table.code] })],
);
