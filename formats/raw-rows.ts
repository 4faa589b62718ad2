import type { UploadLimits } from "@/contracts/trace-line";
import { readZip, type ZipMember } from "./archive/read-zip";
import { type LineProblem, parseLine } from "./decode-line";
import { expand } from "./expand";
import { type Path, RowScanner, type Visit } from "./json/scan-rows";
import { recogniseRows, recogniseText } from "./recognise";
import { splitLines } from "./split-lines";
import { StreamError } from "./stream-error";
import type { RandomAccess } from "./tables/random-access";
import { readParquet } from "./tables/read-parquet";
import type { TableLimits } from "./tables/table-limits";
import type { TraceFormat } from "./trace-format";
import { inspect } from "./traces/inspect";

/** One row of a file, or the format of the rows that follow where the container decides it. */
export type RawRow =
  | ({ line: number; path: Path; counts?: boolean } & ({ value: unknown } | { problem: LineProblem }))
  | { format: TraceFormat };

const LINE_BREAKS_ONLY = /^[\s\uFEFF]*$/;
const ROWS_LOOKED_AT = 20;

/**
 * Members of an Inspect log with a sample each; such a log has as many as the run has samples. Ids may hold slashes
 * (`HumanEval/0`), which its writer does not escape.
 */
const INSPECT_SAMPLE = /^samples\/.+\.json$/;
const MAX_LOG_MEMBERS = 100_000;

const tooLong = (bytes: number): LineProblem => ({
  code: "line_too_long",
  message: `The line is longer than ${bytes} bytes.`,
});

/** One JSON value a line; empty lines are passed over. */
export async function* lineRows(
  input: AsyncIterable<Uint8Array>,
  limits: UploadLimits,
): AsyncGenerator<RawRow> {
  for await (const { line, bytes } of splitLines(input, limits)) {
    if (line > limits.lines) throw new StreamError("too_many_lines", `More than ${limits.lines} lines.`);
    if (bytes === null) yield { line, path: [], problem: tooLong(limits.lineBytes) };
    else if (!isBlank(bytes)) yield { line, path: [], ...parseLine(line === 1 ? withoutMark(bytes) : bytes) };
  }
}

/** The rows of one JSON document. The line of a row is the one in which it starts. */
export async function* documentRows(
  input: AsyncIterable<Uint8Array>,
  visit: Visit,
  limits: UploadLimits,
): AsyncGenerator<RawRow> {
  const scanner = new RowScanner(visit, limits.lineBytes);
  let rows = 0;
  for await (const chunk of input) {
    for (const { line, path, bytes } of scanner.push(chunk)) {
      if (++rows > limits.lines) throw new StreamError("too_many_lines", `More than ${limits.lines} rows.`);
      if (bytes === null) yield { line, path, problem: tooLong(limits.lineBytes) };
      else yield { line, path, ...parseLine(bytes) };
    }
  }
  if (!scanner.complete) throw new StreamError("truncated_stream", "The file ends before its end.");
}

/** The rows of a Parquet file; its line is the number of the row, from 1. */
export async function* parquetRows(
  access: RandomAccess,
  limits: UploadLimits,
  tables?: TableLimits,
): AsyncGenerator<RawRow> {
  const ahead: unknown[] = [];
  let line = 0;
  let decided = false;
  for await (const value of readParquet(access, limits, tables)) {
    if (!decided) {
      ahead.push(value);
      if (ahead.length < ROWS_LOOKED_AT) continue;
    }
    if (!decided) {
      decided = true;
      yield { format: recogniseRows(ahead) };
      for (const one of ahead) yield { line: ++line, path: [], value: one };
    } else yield { line: ++line, path: [], value };
  }
  if (decided) return;
  yield { format: recogniseRows(ahead) };
  for (const one of ahead) yield { line: ++line, path: [], value: one };
}

/**
 * The rows of the files in an archive: the samples of an Inspect log, or the rows of every trace file. The line is the
 * number of the member in its directory, from 1.
 */
export async function* zipRows(access: RandomAccess, limits: UploadLimits): AsyncGenerator<RawRow> {
  const members = await readZip(access, {
    members: MAX_LOG_MEMBERS,
    memberBytes: limits.lineBytes,
    expandedBytes: limits.expandedBytes,
    ratio: limits.ratio,
  });
  const isLog = members.some(({ name }) => name === "header.json" || name.startsWith("_journal/"));
  const others = members.filter(({ name }) => !isLog || !/^(samples|_journal)\//.test(name));
  if (others.length > limits.archiveFiles) {
    const message = `The archive has more than ${limits.archiveFiles} files.`;
    throw new StreamError("too_large", message);
  }
  if (isLog) {
    yield { format: inspect };
    for (const [index, member] of members.entries())
      if (INSPECT_SAMPLE.test(member.name))
        yield { line: index + 1, path: [], ...parseLine(await member.read()) };
    return;
  }
  let rows = 0;
  for (const [index, member] of members.entries()) {
    for await (const row of memberRows(member, index + 1, limits)) {
      if (!("format" in row) && ++rows > limits.lines)
        throw new StreamError("too_many_lines", `More than ${limits.lines} lines in the archive.`);
      yield row;
    }
  }
}

async function* memberRows(member: ZipMember, line: number, limits: UploadLimits): AsyncGenerator<RawRow> {
  const stored = await member.read();
  const parts: Uint8Array[] = [];
  // A member is held as a whole, so what is packed inside it may not be longer than a member may be.
  for await (const part of expand(once(stored), { ...limits, expandedBytes: limits.lineBytes }))
    parts.push(part);
  const bytes = new Uint8Array(await new Blob(parts.map((part) => new Uint8Array(part))).arrayBuffer());
  const { format, visit } = recogniseText(new TextDecoder().decode(bytes), true);
  // Summaries, configurations and the like lie beside the traces; they are no rows.
  if (format.id === "neutral" && !/"problem_id"/.test(new TextDecoder().decode(bytes.subarray(0, 4096))))
    return;
  yield { format };
  const inner = visit === null ? lineRows(once(bytes), limits) : documentRows(once(bytes), visit, limits);
  for await (const row of inner) yield "format" in row ? row : { ...row, line };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

const isBlank = (bytes: Uint8Array): boolean =>
  bytes.byteLength <= 64 && LINE_BREAKS_ONLY.test(new TextDecoder().decode(bytes));

/** The byte order mark that some editors put first. */
const withoutMark = (bytes: Uint8Array): Uint8Array =>
  bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
