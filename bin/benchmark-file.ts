import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";

const LARGEST_BYTES = 512 * 1024 ** 2;

/** The file that a card knows: `from` itself where it is a file, otherwise the best known ending found below it. */
export function findBenchmarkFile(from: string, endings: readonly string[]): string | null {
  if (!existsSync(from)) return null;
  if (statSync(from).isFile()) return from;
  const files = listFiles(from);
  for (const ending of endings) {
    const found = files.find((file) => `/${file.split(path.sep).join("/")}`.endsWith(`/${ending}`));
    if (found !== undefined) return path.join(from, found);
  }
  return null;
}

function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();
}

/** Rows of a JSONL file or of a JSON array, gzipped or not. Errors name the line. */
export function readBenchmarkRows(file: string): Record<string, unknown>[] {
  if (statSync(file).size > LARGEST_BYTES)
    throw new Error(`${file} is larger than ${LARGEST_BYTES / 1024 ** 2} MB.`);
  const bytes = readFileSync(file);
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const text = (isGzip ? gunzipSync(bytes, { maxOutputLength: LARGEST_BYTES }) : bytes)
    .toString("utf8")
    .trim();
  if (text.startsWith("[")) {
    const array: unknown = JSON.parse(text);
    if (!Array.isArray(array)) throw new Error(`${file} does not hold a list.`);
    return array.map((row, index) => asRow(row, `${file}, item ${index + 1}`));
  }
  return text.split("\n").flatMap((line, index) => {
    if (line.trim() === "") return [];
    try {
      return [asRow(JSON.parse(line), `${file}, line ${index + 1}`)];
    } catch (error) {
      throw new Error(`${file}, line ${index + 1}: ${error instanceof Error ? error.message : error}`);
    }
  });
}

function asRow(value: unknown, place: string): Record<string, unknown> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  throw new Error(`${place} is not an object.`);
}
