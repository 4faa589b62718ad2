import type { ColumnMetaData, Compressors, PageHeader, SchemaTree } from "hyparquet";
import { parquetHeader } from "hyparquet/src/column.js";
import { checkParquetRuns } from "./check-parquet-runs";
import type { RandomAccess } from "./random-access";
import { tableDamaged as damaged, type TableLimits, tableTooLarge } from "./table-limits";

/** Most headers take some tens of bytes; one that holds long texts as statistics is read with more of its column. */
const HEADER_BYTES = 64 * 1024;

/** What the pages of a row group have come to so far, all columns together. */
export type GroupSize = { bytes: number; values: number };

/**
 * Walks from page to page of one column of a row group. Throws `StreamError` where pages do not follow each other to the column's end,
 * hold more values than it announces or runs longer than themselves: a page of negative or no size keeps the library in one place
 * without end, and a long run takes all memory. Adds to `size` and refuses what is over the limits.
 */
export async function checkParquetPages(
  source: RandomAccess,
  column: ColumnMetaData & { schemaPath: SchemaTree[] },
  { compressors, limits, size }: { compressors: Compressors; limits: TableLimits; size: GroupSize },
): Promise<void> {
  const start = Number(column.dictionary_page_offset || column.data_page_offset);
  const end = start + Number(column.total_compressed_size);
  if (!(start >= 0 && end >= start && end <= source.byteLength)) throw damaged("a column outside the file");
  const depth = column.schemaPath.length - 1;
  let values = 0;
  for (let offset = start; offset < end - 1; ) {
    const { header, bytes } = await headerAt(source, offset, Math.min(end, offset + limits.headerBytes));
    const { compressed_page_size: packed, uncompressed_page_size: expanded } = header;
    const [from, to] = [offset + bytes, offset + bytes + packed];
    if (!isCount(packed, expanded) || to > end) throw damaged("a page of no size");
    const held = valuesOf(header);
    if (held === null) throw damaged("a page that does not tell its values");
    size.bytes += expanded;
    size.values += (held.data + held.dictionary) * depth;
    if (size.bytes > limits.groupBytes)
      throw tableTooLarge(`has a row group of over ${limits.groupBytes} bytes`);
    if (size.values > limits.groupValues)
      throw tableTooLarge(`has a row group of over ${limits.groupValues} values`);
    if (!limits.hasDifferences && held.encoding === "DELTA_BYTE_ARRAY")
      throw tableTooLarge("holds texts as differences, whose size is known when they are read");
    values += held.data;
    if (values > Number(column.num_values)) throw damaged("a page with more values than its column");
    if (held.data > 0) checkParquetRuns(await source.read(from, to), header, column, compressors);
    offset = to;
  }
}

const isCount = (...numbers: unknown[]): boolean =>
  numbers.every((number) => Number.isInteger(number) && Number(number) >= 0);

/** Values of a page; null where its header is not whole. */
function valuesOf({ type, ...header }: PageHeader) {
  const { data_page_header: page, data_page_header_v2: newer, dictionary_page_header: dictionary } = header;
  if (type === "DATA_PAGE" && page !== undefined)
    return isCount(page.num_values)
      ? { data: page.num_values, dictionary: 0, encoding: page.encoding }
      : null;
  if (type === "DICTIONARY_PAGE" && dictionary !== undefined)
    return isCount(dictionary.num_values)
      ? { data: 0, dictionary: dictionary.num_values, encoding: dictionary.encoding }
      : null;
  if (type !== "DATA_PAGE_V2" || newer === undefined) return null;
  const levels = [newer.definition_levels_byte_length, newer.repetition_levels_byte_length];
  const isWhole =
    isCount(newer.num_values, newer.num_rows, newer.num_nulls, ...levels) &&
    newer.num_nulls <= newer.num_values;
  return isWhole ? { data: newer.num_values, dictionary: 0, encoding: newer.encoding } : null;
}

async function headerAt(source: RandomAccess, offset: number, end: number) {
  const near = Math.min(end, offset + HEADER_BYTES);
  return read(await source.read(offset, near)) ?? read(await source.read(offset, end)) ?? fail();
}

function read(bytes: Uint8Array) {
  const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: 0 };
  try {
    return { header: parquetHeader(reader), bytes: reader.offset };
  } catch {
    return null;
  }
}

function fail(): never {
  throw damaged("a page without a header");
}
