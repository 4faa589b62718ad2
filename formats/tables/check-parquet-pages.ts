import type { ColumnMetaData, PageHeader } from "hyparquet";
import { parquetHeader } from "hyparquet/src/column.js";
import { StreamError } from "../stream-error";
import type { RandomAccess } from "./random-access";

/** Most headers take some tens of bytes; one that holds long texts as statistics is read from the rest of its column. */
const HEADER_BYTES = 64 * 1024;

/**
 * Walks from page to page of one column of a row group, reading headers only. Throws `StreamError` where pages do not follow each other to
 * the column's end or hold more values than it announces: a page of negative or no size keeps the library in one place without end.
 */
export async function checkParquetPages(source: RandomAccess, column: ColumnMetaData): Promise<void> {
  const start = Number(column.dictionary_page_offset || column.data_page_offset);
  const end = start + Number(column.total_compressed_size);
  if (!(start >= 0 && end >= start && end <= source.byteLength)) throw damaged("a column outside the file");
  let values = 0;
  for (let offset = start; offset < end - 1; ) {
    const { header, bytes } = await headerAt(source, offset, end);
    const size = header.compressed_page_size;
    offset += bytes + size;
    if (!isCount(size, header.uncompressed_page_size) || offset > end) throw damaged("a page of no size");
    const held = valuesOf(header);
    if (held === null) throw damaged("a page that does not tell its values");
    values += held;
    if (values > Number(column.num_values)) throw damaged("a page with more values than its column");
  }
}

const isCount = (...numbers: unknown[]): boolean =>
  numbers.every((number) => Number.isInteger(number) && Number(number) >= 0);

/** Values in a page of data, 0 in a dictionary; null where its header is not whole. */
function valuesOf({ type, ...header }: PageHeader): number | null {
  const { data_page_header: page, data_page_header_v2: newer, dictionary_page_header: dictionary } = header;
  if (type === "DATA_PAGE" && page !== undefined) return isCount(page.num_values) ? page.num_values : null;
  if (type === "DICTIONARY_PAGE" && dictionary !== undefined)
    return isCount(dictionary.num_values) ? 0 : null;
  if (type !== "DATA_PAGE_V2" || newer === undefined) return null;
  const levels = [newer.definition_levels_byte_length, newer.repetition_levels_byte_length];
  return isCount(newer.num_values, newer.num_rows, ...levels) ? newer.num_values : null;
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

const damaged = (what: string): StreamError =>
  new StreamError("truncated_stream", `The Parquet file is damaged: it has ${what}.`);
