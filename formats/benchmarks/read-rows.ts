import { parse as parseCsv } from "csv-parse/browser/esm/sync";
import { decompress as unzstd } from "fzstd";
import { parse as parseYaml } from "yaml";
import { parseJson } from "../json/parse-json";
import { rawMembers } from "../json/raw-members";
import { isObject } from "../json/shapes";
import { accessBytes } from "../tables/random-access";
import { readParquet } from "../tables/read-parquet";

export type Row = Record<string, unknown>;

/** Largest benchmark file, compressed and expanded, in bytes. */
export const MAX_BENCHMARK_BYTES = 512 * 1024 ** 2;

/**
 * The rows of a benchmark file: JSON lines, a JSON or YAML list, a JSON object of entries (its keys become `id`), CSV
 * with a header, Parquet; gzip and zstd by their first bytes. Of JSON lines `rawColumns` come as text. Throws with the file's name and the place of the fault.
 */
export async function readRows(
  path: string,
  bytes: Uint8Array,
  rawColumns: readonly string[] = [],
): Promise<Row[]> {
  if (bytes.byteLength > MAX_BENCHMARK_BYTES) throw tooLarge(path);
  if (startsWith(bytes, [0x1f, 0x8b]))
    return readRows(path.replace(/\.gz$/i, ""), await gunzip(path, bytes), rawColumns);
  if (startsWith(bytes, [0x28, 0xb5, 0x2f, 0xfd]))
    return readRows(path.replace(/\.zst$/i, ""), unzstd(bytes));
  if (startsWith(bytes, [0x50, 0x41, 0x52, 0x31])) return parquetRows(bytes);
  const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  if (/\.csv$/i.test(path)) return csvRows(path, text);
  if (/\.ya?ml$/i.test(path)) return listed(path, parseYaml(text, { maxAliasCount: 0 }));
  return jsonRows(path, text.trim(), rawColumns);
}

async function parquetRows(bytes: Uint8Array): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const row of readParquet(accessBytes(bytes))) rows.push(row);
  return rows;
}

const startsWith = (bytes: Uint8Array, magic: readonly number[]): boolean =>
  magic.every((byte, index) => bytes[index] === byte);

const tooLarge = (path: string): Error =>
  new Error(`${path} is larger than ${MAX_BENCHMARK_BYTES / 1024 ** 2} MB.`);

async function gunzip(path: string, bytes: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([new Uint8Array(bytes)]).stream().pipeThrough(new DecompressionStream("gzip"));
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of stream) {
    size += part.byteLength;
    if (size > MAX_BENCHMARK_BYTES) throw tooLarge(path);
    parts.push(part);
  }
  return new Uint8Array(await new Blob(parts.map((part) => new Uint8Array(part))).arrayBuffer());
}

function csvRows(path: string, text: string): Row[] {
  const parsed: unknown = parseCsv(text, { bom: true, columns: true, skip_empty_lines: true, trim: true });
  return listed(path, parsed);
}

function jsonRows(path: string, text: string, rawColumns: readonly string[]): Row[] {
  if (text.startsWith("[")) return listed(path, parseJson(text));
  const lines = text.split("\n");
  const first = lines[0] ?? "";
  if (lines.length === 1 || !isComplete(first)) {
    const whole = parseJson(text);
    if (!isObject(whole)) throw new Error(`${path} holds no list of problems.`);
    const entries = Object.entries(whole);
    if (entries.length > 0 && entries.every(([, value]) => isObject(value)))
      return entries.map(([id, value]) => ({ id, ...asRow(value, `${path}, ${id}`) }));
    return [whole];
  }
  return lines.flatMap((line, index) => {
    if (line.trim() === "") return [];
    const place = `${path}, line ${index + 1}`;
    try {
      const row = asRow(parseJson(line), place);
      return [rawColumns.length === 0 ? row : { ...row, ...rawMembers(line, rawColumns) }];
    } catch (error) {
      throw new Error(`${place}: ${error instanceof Error ? error.message : String(error)}`);
    }
  });
}

function isComplete(line: string): boolean {
  try {
    parseJson(line);
    return true;
  } catch {
    return false;
  }
}

function listed(path: string, value: unknown): Row[] {
  if (!Array.isArray(value)) throw new Error(`${path} does not hold a list.`);
  return value.map((row, index) => asRow(row, `${path}, item ${index + 1}`));
}

function asRow(value: unknown, place: string): Row {
  if (isObject(value)) return value;
  throw new Error(`${place} is not an object.`);
}
