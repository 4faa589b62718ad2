import {
  type AsyncBuffer,
  type FileMetaData,
  parquetMetadataAsync,
  parquetReadObjects,
  parquetSchema,
} from "hyparquet";
import { getTreePath } from "hyparquet/src/schema.js";
import { UPLOAD_LIMITS } from "@/contracts/trace-line";
import { StreamError } from "../stream-error";
import { checkParquetPages } from "./check-parquet-pages";
import type { RandomAccess } from "./random-access";
import { MAX_DEPTH, TABLE_LIMITS, type TableLimits, tableDamaged, tableTooLarge } from "./table-limits";

/** What a file may hold; `lines` are its rows. */
export type ParquetLimits = { lines: number; expandedBytes: number };

/**
 * The rows of a Parquet file as plain objects, one row group at a time. 64-bit integers become numbers where they are
 * exact and texts otherwise; dates become ISO texts. Throws `StreamError` for a file that cannot be read.
 */
export async function* readParquet(
  source: RandomAccess,
  limits: ParquetLimits = UPLOAD_LIMITS,
  tables: TableLimits = TABLE_LIMITS,
): AsyncGenerator<Record<string, unknown>> {
  const file: AsyncBuffer = {
    byteLength: source.byteLength,
    slice: async (start, end) => copied(await source.read(start, end ?? source.byteLength)),
  };
  // Loaded with the first Parquet file: it compiles WebAssembly at once, which the policy of the site's pages forbids.
  const { compressors } = await import("hyparquet-compressors");
  try {
    await checkFooter(source, tables);
    const metadata = await parquetMetadataAsync(file);
    checkDepth(metadata);
    const schema = parquetSchema(metadata);
    let rowStart = 0;
    let bytes = 0;
    for (const group of metadata.row_groups) {
      if (Number(group.total_byte_size) > tables.groupBytes)
        throw tableTooLarge(`has a row group of over ${tables.groupBytes} bytes`);
      if (Number(group.num_rows) * group.columns.length > tables.groupValues)
        throw tableTooLarge(`has a row group of over ${tables.groupValues} values`);
      if (rowStart + Number(group.num_rows) > limits.lines)
        throw new StreamError("too_many_lines", `More than ${limits.lines} rows.`);
      const size = { bytes: 0, values: 0 };
      for (const { meta_data: column } of group.columns) {
        if (column === undefined) continue;
        const schemaPath = getTreePath(schema, column.path_in_schema);
        await checkParquetPages(source, { ...column, schemaPath }, { compressors, limits: tables, size });
      }
      bytes += Math.max(size.bytes, Number(group.total_byte_size));
      if (bytes > limits.expandedBytes) throw tableTooLarge(`holds more than ${limits.expandedBytes} bytes`);
      const rowEnd = rowStart + Number(group.num_rows);
      const rows = await parquetReadObjects({ file, metadata, compressors, rowStart, rowEnd });
      for (const row of rows) yield plainRow(row);
      rowStart = rowEnd;
    }
  } catch (error) {
    if (error instanceof StreamError) throw error;
    throw new StreamError("truncated_stream", "The Parquet file is damaged or ends before its end.", {
      cause: error,
    });
  }
}

/** The footer is read as a whole, and becomes many times as large. */
async function checkFooter(source: RandomAccess, { headerBytes }: TableLimits): Promise<void> {
  const tail = await source.read(Math.max(0, source.byteLength - 8), source.byteLength);
  const bytes = new DataView(tail.buffer, tail.byteOffset, tail.byteLength).getUint32(0, true);
  if (bytes > headerBytes && bytes < source.byteLength)
    throw tableTooLarge(`has a footer of over ${headerBytes} bytes`);
}

/** The elements of the schema stand in order, each before its children. */
function checkDepth({ schema }: FileMetaData): void {
  const open: { left: number }[] = [];
  for (const { num_children: children = 0 } of schema) {
    const parent = open.at(-1);
    if (parent !== undefined) parent.left--;
    if (children > 0) open.push({ left: children });
    if (open.length > MAX_DEPTH) throw tableDamaged(`columns more than ${MAX_DEPTH} levels deep`);
    while (open.at(-1)?.left === 0) open.pop();
  }
}

function copied(bytes: Uint8Array): ArrayBuffer {
  const copy = new ArrayBuffer(bytes.byteLength);
  new Uint8Array(copy).set(bytes);
  return copy;
}

const plainRow = (row: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(row).map(([column, value]) => [column, plain(value)]));

function plain(value: unknown): unknown {
  if (typeof value === "bigint")
    return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof Uint8Array) return `${value.byteLength} bytes`;
  if (ArrayBuffer.isView(value)) return Array.from(new Uint8Array(value.buffer));
  return typeof value === "object" && value !== null ? plainRow({ ...value }) : value;
}
