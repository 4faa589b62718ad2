import { hash } from "node:crypto";
import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { canonicalJson } from "@/contracts/canonical-json";
import type { Ids, TraceKey, TraceStore } from "@/contracts/platform";
import { sampleKey, type TraceDocument, traceDocumentSchema } from "@/contracts/sample";
import { rowCountOf } from "@/db/bulk-insert";
import type { Db } from "@/db/client";
import { trace, traceBlock, traceText } from "@/db/schema";
import { type PackedBlock, packBlocks, unpackText } from "./trace-blocks";

const KEYS_PER_QUERY = 500;
/** Blocks that one listing keeps open; samples of a run lie close together. */
const OPEN_BLOCKS = 8;

type StoredText = { sha256: string; text: Buffer };

/** Traces in Postgres: gzip blocks with an index; identical documents once, by the SHA-256 of their canonical JSON. */
export function createPostgresTraceStore(db: Db, ids: Ids): TraceStore {
  return {
    put: (entries) => put(db, ids, entries),
    get: async ({ runId, problemId, sample }) => {
      for await (const found of list(db, runId, [{ problemId, sample }])) return found.document;
      return null;
    },
    list: (runId, keys) => list(db, runId, keys),
  };
}

async function put(db: Db, ids: Ids, entries: readonly { key: TraceKey; document: TraceDocument }[]) {
  const texts = entries.map(({ document }) => toText(document));
  let added = 0;
  for (let start = 0; start < entries.length; start += KEYS_PER_QUERY) {
    const end = start + KEYS_PER_QUERY;
    added += await putChunk(db, ids, entries.slice(start, end), texts.slice(start, end));
  }
  return { hashes: texts.map(({ sha256 }) => sha256), added };
}

/**
 * Writes the texts that are not stored yet, and which text each sample has, in one statement: both or neither. Two writers of
 * one text: one row wins, the other's bytes stay unused. Returns how many samples had no text before.
 */
async function putChunk(
  db: Db,
  ids: Ids,
  entries: readonly { key: TraceKey }[],
  texts: readonly StoredText[],
): Promise<number> {
  const unique = new Map(texts.map((item) => [item.sha256, item.text]));
  for (const sha256 of await knownTexts(db, [...unique.keys()])) unique.delete(sha256);
  // One order for all writers, so that two of them never wait for each other.
  const missing = [...unique].sort(([a], [b]) => (a < b ? -1 : 1));
  const blocks: SQL[] = [];
  const places: (PackedBlock["texts"][number] & { blockId: string })[] = [];
  for await (const block of packBlocks(missing.map(([sha256, text]) => ({ sha256, text })))) {
    const blockId = ids.create("block");
    blocks.push(sql`(${blockId}, ${block.rawBytes}::integer, ${block.data}::bytea)`);
    for (const item of block.texts) places.push({ ...item, blockId });
  }
  const stored =
    blocks.length === 0
      ? sql``
      : sql`with new_block as (
          insert into ${traceBlock} (id, raw_bytes, data) values ${sql.join(blocks, sql`, `)}
        ), new_text as (
          insert into ${traceText} (sha256, block_id, offset_bytes, length_bytes)
          select * from ${unnested([
            ["text", places.map((item) => item.sha256)],
            ["text", places.map((item) => item.blockId)],
            ["integer", places.map((item) => item.offsetBytes)],
            ["integer", places.map((item) => item.lengthBytes)],
          ])} on conflict do nothing
        )`;
  const result: unknown =
    await db.execute(sql`${stored} insert into ${trace} (run_id, problem_id, sample_index, text_sha256)
    select * from ${unnested([
      ["text", entries.map(({ key }) => key.runId)],
      ["text", entries.map(({ key }) => key.problemId)],
      ["integer", entries.map(({ key }) => key.sample)],
      ["text", texts.map((item) => item.sha256)],
    ])} on conflict do nothing`);
  return rowCountOf(result);
}

/**
 * Which of these texts are stored. Each is looked up by itself: in a table that has just grown the planner would rather read all of it
 * for every report.
 */
async function knownTexts(db: Db, asked: readonly string[]): Promise<string[]> {
  const result: unknown = await db.execute(
    sql`select asked.sha256 from unnest(${sql.param(asked)}::text[]) as asked(sha256),
      lateral (select 1 from ${traceText} where ${traceText.sha256} = asked.sha256 limit 1) as known`,
  );
  return knownSchema.parse(result).rows.map((row) => row.sha256);
}

const knownSchema = z.object({ rows: z.array(z.object({ sha256: z.string() })) });

/** One array per column: the statement is the same for any number of rows. */
function unnested(columns: readonly ["text" | "integer", readonly (string | number)[]][]): SQL {
  const arrays = columns.map(([type, cells]) => sql`${sql.param(cells)}::${sql.raw(type)}[]`);
  return sql`unnest(${sql.join(arrays, sql`, `)})`;
}

async function* list(db: Db, runId: string, keys: readonly { problemId: string; sample: number }[]) {
  const open = new Map<string, Buffer>();
  for (let start = 0; start < keys.length; start += KEYS_PER_QUERY) {
    const chunk = keys.slice(start, start + KEYS_PER_QUERY);
    const places = await placesOf(db, runId, chunk);
    for (const { problemId, sample } of chunk) {
      const place = places.get(sampleKey({ problemId, sample }));
      if (place === undefined) continue;
      const data = open.get(place.blockId) ?? (await readBlock(db, place.blockId));
      open.delete(place.blockId);
      open.set(place.blockId, data);
      const oldest = open.keys().next().value;
      if (open.size > OPEN_BLOCKS && oldest !== undefined) open.delete(oldest);
      const text = data.subarray(place.offsetBytes, place.offsetBytes + place.lengthBytes).toString("utf8");
      yield { problemId, sample, document: traceDocumentSchema.parse(JSON.parse(text)) };
    }
  }
}

async function placesOf(db: Db, runId: string, keys: readonly { problemId: string; sample: number }[]) {
  const rows = await db
    .select({
      problemId: trace.problemId,
      sample: trace.sampleIndex,
      blockId: traceText.blockId,
      offsetBytes: traceText.offsetBytes,
      lengthBytes: traceText.lengthBytes,
    })
    .from(trace)
    .innerJoin(traceText, eq(traceText.sha256, trace.textSha256))
    .where(
      and(
        eq(trace.runId, runId),
        inArray(trace.problemId, [...new Set(keys.map((key) => key.problemId))]),
        inArray(trace.sampleIndex, [...new Set(keys.map((key) => key.sample))]),
      ),
    );
  return new Map(rows.map((row) => [sampleKey(row), row]));
}

async function readBlock(db: Db, blockId: string): Promise<Buffer> {
  const [block] = await db.select().from(traceBlock).where(eq(traceBlock.id, blockId));
  if (block === undefined) throw new Error(`trace block ${blockId} is missing`);
  return unpackText(block.data, block.rawBytes);
}

function toText(document: TraceDocument): StoredText {
  const text = Buffer.from(canonicalJson(document));
  return { text, sha256: hash("sha256", text, "hex") };
}
