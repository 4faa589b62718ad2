import type { ColumnMetaData, Compressors, PageHeader, SchemaTree } from "hyparquet";
import { decompressPage } from "hyparquet/src/datapage.js";
import { getMaxDefinitionLevel, getMaxRepetitionLevel } from "hyparquet/src/schema.js";
import { readVarInt } from "hyparquet/src/thrift.js";
import { tableDamaged } from "./table-limits";

/** Writers fill the last run of a page up to whole groups of eight values, some to 504. */
const MOST_OVER = 512;

type PageColumn = Pick<ColumnMetaData, "codec" | "type"> & { schemaPath: SchemaTree[] };

/**
 * Throws `StreamError` where a run of a page's levels or of its dictionary places is longer than the page's values. The library
 * writes every value of a run, however many the page announces: some bytes would take all memory, or minutes.
 */
export function checkParquetRuns(
  bytes: Uint8Array,
  header: PageHeader,
  { codec, type, schemaPath }: PageColumn,
  compressors: Compressors,
): void {
  const page = header.data_page_header ?? header.data_page_header_v2;
  if (page === undefined) return;
  const { encoding, num_values: values } = page;
  const widths = [getMaxRepetitionLevel(schemaPath), getMaxDefinitionLevel(schemaPath)].map(bitsOf);
  const isPlaces = encoding === "PLAIN_DICTIONARY" || encoding === "RLE_DICTIONARY";
  const isFlags = encoding === "RLE" && type === "BOOLEAN";
  if (!isPlaces && !isFlags && widths.every((width) => width === 0)) return;
  const runs = (view: DataView, offset: number, width: number) => walk({ view, offset }, width, values);
  const newer = header.data_page_header_v2;
  let body: DataView;
  let at = 0;
  if (newer === undefined) {
    body = viewOf(decompressPage(bytes, header.uncompressed_page_size, codec, compressors));
    for (const width of widths) {
      if (width === 0) continue;
      runs(body, at + 4, width);
      at += 4 + body.getUint32(at, true);
    }
  } else {
    const { repetition_levels_byte_length: first, definition_levels_byte_length: second } = newer;
    const levels = viewOf(bytes);
    if (widths[0]) runs(levels, 0, widths[0]);
    if (widths[1]) runs(levels, first, widths[1]);
    const rest = bytes.subarray(first + second);
    const size = header.uncompressed_page_size - first - second;
    body = viewOf(newer.is_compressed === false ? rest : decompressPage(rest, size, codec, compressors));
  }
  if (values === 0 || at >= body.byteLength) return;
  if (isFlags) runs(body, at + 4, 1);
  else if (isPlaces) runs(body, at + 1, body.getUint8(at));
}

/** Follows runs as the library does, until they hold `values` or the bytes end. */
function walk(reader: { view: DataView; offset: number }, width: number, values: number): void {
  for (let seen = 0; seen < values && reader.offset < reader.view.byteLength; ) {
    const header = readVarInt(reader);
    const isPacked = (header & 1) === 1;
    const count = isPacked ? (header >> 1) << 3 : header >>> 1;
    if (count < 0 || count > values - seen + MOST_OVER) throw tableDamaged("a run longer than its page");
    reader.offset += isPacked ? (count / 8) * width : (width + 7) >> 3;
    seen += count;
  }
}

const bitsOf = (level: number): number => 32 - Math.clz32(level);

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
