import { type AsyncBuffer, parquetMetadataAsync, parquetReadObjects } from "hyparquet";
import { UPLOAD_LIMITS } from "@/contracts/trace-line";
import { StreamError } from "../stream-error";
import { checkParquetPages } from "./check-parquet-pages";
import type { RandomAccess } from "./random-access";

/** A row group larger than this is refused: it would have to be held as a whole. */
const MAX_GROUP_BYTES = 512 * 1024 ** 2;

/** A row group is held as objects, and runs of one value cost the file next to nothing: values, of all rows and columns. */
const MAX_GROUP_VALUES = 20_000_000;

/** What a file may hold; `lines` are its rows. */
export type ParquetLimits = { lines: number; expandedBytes: number };

/**
 * The rows of a Parquet file as plain objects, one row group at a time. 64-bit integers become numbers where they are
 * exact and texts otherwise; dates become ISO texts. Throws `StreamError` for a file that cannot be read.
 */
export async function* readParquet(
  source: RandomAccess,
  limits: ParquetLimits = UPLOAD_LIMITS,
): AsyncGenerator<Record<string, unknown>> {
  const file: AsyncBuffer = {
    byteLength: source.byteLength,
    slice: async (start, end) => copied(await source.read(start, end ?? source.byteLength)),
  };
  // Loaded with the first Parquet file: it compiles WebAssembly at once, which the policy of the site's pages forbids.
  const { compressors } = await import("hyparquet-compressors");
  try {
    const metadata = await parquetMetadataAsync(file);
    let rowStart = 0;
    let bytes = 0;
    for (const group of metadata.row_groups) {
      bytes += Number(group.total_byte_size);
      if (Number(group.total_byte_size) > MAX_GROUP_BYTES)
        throw tooLarge(`has a row group of over ${MAX_GROUP_BYTES} bytes`);
      if (bytes > limits.expandedBytes) throw tooLarge(`holds more than ${limits.expandedBytes} bytes`);
      if (Number(group.num_rows) * group.columns.length > MAX_GROUP_VALUES)
        throw tooLarge(`has a row group of over ${MAX_GROUP_VALUES} values`);
      if (rowStart + Number(group.num_rows) > limits.lines)
        throw new StreamError("too_many_lines", `More than ${limits.lines} rows.`);
      for (const { meta_data: column } of group.columns) if (column) await checkParquetPages(source, column);
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

const tooLarge = (what: string): StreamError => new StreamError("too_large", `The Parquet file ${what}.`);

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
