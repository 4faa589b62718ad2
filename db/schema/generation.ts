import { sql } from "drizzle-orm";
import { check, doublePrecision, integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import type { Fault } from "../../contracts/sample";
import { bytes, instant } from "./columns";

/** One attempt, narrow: counts, latency, hashes. Partitioned by run (migration), so no foreign keys point at it. */
export const sample = pgTable(
  "sample",
  {
    runId: text("run_id").notNull(),
    problemId: text("problem_id").notNull(),
    sampleIndex: integer("sample_index").notNull(),
    finishReason: text("finish_reason"),
    fault: jsonb("fault").$type<Fault | null>(),
    promptTokens: integer("prompt_tokens"),
    completionTokens: integer("completion_tokens"),
    reasoningTokens: integer("reasoning_tokens"),
    tokenSource: text("token_source", { enum: ["measured", "counted", "unknown"] }).notNull(),
    latencyMs: integer("latency_ms"),
    /** By which best-of-n and weighted votes go; null where none was recorded. */
    score: doublePrecision("score"),
    calls: integer("calls").notNull(),
    traceSha256: text("trace_sha256").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.runId, table.problemId, table.sampleIndex] }),
    check("sample_index_range", sql`${table.sampleIndex} >= 0`),
  ],
);

/** Which stored text a sample's trace is. Immutable: a trigger refuses updates. Partitioned by run. */
export const trace = pgTable(
  "trace",
  {
    runId: text("run_id").notNull(),
    problemId: text("problem_id").notNull(),
    sampleIndex: integer("sample_index").notNull(),
    textSha256: text("text_sha256").notNull(),
  },
  (table) => [primaryKey({ columns: [table.runId, table.problemId, table.sampleIndex] })],
);

/** Where the one copy of a text lies: block, offset and length in the block's uncompressed bytes. */
export const traceText = pgTable("trace_text", {
  sha256: text("sha256").primaryKey(),
  blockId: text("block_id")
    .notNull()
    .references(() => traceBlock.id),
  offsetBytes: integer("offset_bytes").notNull(),
  lengthBytes: integer("length_bytes").notNull(),
});

/** Gzip of about 256 KiB of texts. */
export const traceBlock = pgTable("trace_block", {
  id: text("id").primaryKey(),
  rawBytes: integer("raw_bytes").notNull(),
  data: bytes("data").notNull(),
  createdAt: instant("created_at").notNull().defaultNow(),
});
