import { type LineError, UPLOAD_LIMITS, type UploadLimits } from "@/contracts/trace-line";
import { expand } from "./expand";
import { NotJson } from "./json/scan-rows";
import { peek } from "./peek";
import { documentRows, lineRows, parquetRows, type RawRow, zipRows } from "./raw-rows";
import { type Layout, recogniseText } from "./recognise";
import { StreamError } from "./stream-error";
import { inMemory, type Spool } from "./tables/gather";
import type { TableLimits } from "./tables/table-limits";
import type { ForeignSample, ReadOptions, TraceFormat } from "./trace-format";

/** `lines` are the rows of the file, good or not; empty lines are left out. */
export type TraceItem =
  | { kind: "format"; format: string }
  | { kind: "sample"; line: number; sample: ForeignSample }
  | { kind: "error"; error: LineError }
  /** Nothing can be read after this; `fatal` files are refused as a whole. */
  | { kind: "end"; lines: number; error: LineError | null; fatal: boolean };

/** Bytes looked at before the format is decided: enough for a first row with several long answers. */
const LOOKED_AT_BYTES = 4 * 1024 ** 2;

/** Where archives and Parquet files are put while they are read; in memory where nothing is given. */
export type TraceOptions = ReadOptions & {
  spool?: Spool;
  /** What a Parquet file may take; those of the server where nothing is given. */
  tables?: TableLimits;
  /** Told of every row of the file, good or not, before its samples are given. */
  onRow?: (() => void) | undefined;
};

/**
 * Reads an uploaded file of traces as a stream: expands (gzip, zstd), recognises the format by content and gives samples
 * and errors in file order. Archives (ZIP) and Parquet are read in place. Never throws for what the file holds; errors
 * of the input itself are passed on.
 */
export async function* readTraces(
  input: AsyncIterable<Uint8Array>,
  limits: UploadLimits = UPLOAD_LIMITS,
  options: TraceOptions = {},
): AsyncGenerator<TraceItem> {
  const told: Told = { lines: 0, lastLine: 0, format: null, samples: 0 };
  try {
    const { head, complete, rest } = await peek(expand(input, limits), LOOKED_AT_BYTES);
    const container = containerOf(head);
    if (container === null) {
      const layout = recogniseText(new TextDecoder().decode(head), complete);
      yield* itemsOf(textRows(rest, layout, limits), told, options, layout.format);
    } else {
      const { access, close } = await (options.spool ?? inMemory)(rest);
      try {
        const rows =
          container === "zip" ? zipRows(access, limits) : parquetRows(access, limits, options.tables);
        yield* itemsOf(rows, told, options, null);
      } finally {
        await close();
      }
    }
    yield { kind: "end", lines: told.lines, error: null, fatal: false };
  } catch (error) {
    const known = error instanceof NotJson ? new StreamError("truncated_stream", error.message) : error;
    if (!(known instanceof StreamError)) throw error;
    if (told.format === null) yield { kind: "format", format: "neutral" };
    const line = { line: told.lastLine + 1, code: known.code, message: known.message };
    yield { kind: "end", lines: told.lines, error: line, fatal: known.code !== "truncated_stream" };
  }
}

type Told = { lines: number; lastLine: number; format: TraceFormat | null; samples: number };

function containerOf(head: Uint8Array): "zip" | "parquet" | null {
  const magic = String.fromCharCode(...head.subarray(0, 4));
  return magic === "PK\x03\x04" || magic === "PK\x05\x06" ? "zip" : magic === "PAR1" ? "parquet" : null;
}

function textRows(
  input: AsyncIterable<Uint8Array>,
  { visit }: Layout,
  limits: UploadLimits,
): AsyncGenerator<RawRow> {
  return visit === null ? lineRows(input, limits) : documentRows(input, visit, limits);
}

async function* itemsOf(
  rows: AsyncIterable<RawRow>,
  told: Told,
  options: TraceOptions,
  known: TraceFormat | null,
): AsyncGenerator<TraceItem> {
  let read = known?.open(options) ?? null;
  const tell = (format: TraceFormat): TraceItem => {
    told.format = format;
    return { kind: "format", format: format.id };
  };
  if (known !== null) yield tell(known);
  for await (const row of rows) {
    if ("format" in row) {
      if (told.format === null) yield tell(row.format);
      read = row.format.open(options);
      continue;
    }
    options.onRow?.();
    if (row.counts !== false) told.lines++;
    told.lastLine = Math.max(told.lastLine, row.line);
    if ("problem" in row) yield { kind: "error", error: { line: row.line, ...row.problem } };
    else {
      for (const one of read?.(row.value, row.path) ?? []) {
        if ("sample" in one) yield { kind: "sample", line: row.line, sample: one.sample };
        else yield { kind: "error", error: { line: row.line, ...one.problem } };
      }
    }
  }
  if (told.lines === 0 && known?.id !== "neutral") {
    const message = "The file holds no samples: it may be a log that was written without them, or a summary.";
    yield { kind: "error", error: { line: 1, code: "not_a_trace_line", message } };
  }
}
