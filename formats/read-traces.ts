import { type LineError, UPLOAD_LIMITS, type UploadLimits } from "@/contracts/trace-line";
import { type LineProblem, parseLine } from "./decode-line";
import { expand } from "./expand";
import { recogniseFormat } from "./recognise";
import { splitLines } from "./split-lines";
import { StreamError } from "./stream-error";
import type { ForeignSample, TraceFormat } from "./trace-format";

/** `lines` are counted whether good or not, empty ones left out. */
export type TraceItem =
  | { kind: "format"; format: string }
  | { kind: "sample"; line: number; sample: ForeignSample }
  | { kind: "error"; error: LineError }
  /** Nothing can be read after this; `fatal` files are refused as a whole. */
  | { kind: "end"; lines: number; error: LineError | null; fatal: boolean };

/** Lines looked at before the format is decided. */
const LOOKED_AT = 20;
const LINE_BREAKS_ONLY = /^[\s\uFEFF]*$/;

type Parsed = { line: number; value: unknown } | { line: number; problem: LineProblem };

/**
 * Reads an uploaded file of traces as a stream: expands, cuts into lines, recognises the format by content and gives
 * samples and errors in file order. Never throws for what the file holds; errors of the input itself are passed on.
 */
export async function* readTraces(
  input: AsyncIterable<Uint8Array>,
  limits: UploadLimits = UPLOAD_LIMITS,
): AsyncGenerator<TraceItem> {
  const ahead: Parsed[] = [];
  let format: TraceFormat | null = null;
  let lines = 0;
  let lastLine = 0;
  try {
    for await (const { line, bytes } of splitLines(expand(input, limits), limits)) {
      lastLine = line;
      if (line > limits.lines) throw new StreamError("too_many_lines", `More than ${limits.lines} lines.`);
      if (bytes !== null && isBlank(bytes)) continue;
      lines++;
      const parsed = parse(line, bytes, limits);
      if (format !== null) yield* itemsOf(parsed, format);
      else {
        ahead.push(parsed);
        if (ahead.length < LOOKED_AT) continue;
        format = recogniseFormat(valuesOf(ahead));
        yield* replay(ahead, format);
      }
    }
    if (format === null) yield* replay(ahead, recogniseFormat(valuesOf(ahead)));
    yield { kind: "end", lines, error: null, fatal: false };
  } catch (error) {
    if (!(error instanceof StreamError)) throw error;
    if (format === null) yield* replay(ahead, recogniseFormat(valuesOf(ahead)));
    const told: LineError = { line: lastLine + 1, code: error.code, message: error.message };
    yield { kind: "end", lines, error: told, fatal: error.code !== "truncated_stream" };
  }
}

function parse(line: number, bytes: Uint8Array | null, limits: UploadLimits): Parsed {
  if (bytes !== null) return { line, ...parseLine(bytes) };
  const message = `The line is longer than ${limits.lineBytes} bytes.`;
  return { line, problem: { code: "line_too_long", message } };
}

function* replay(ahead: readonly Parsed[], format: TraceFormat): Generator<TraceItem> {
  yield { kind: "format", format: format.id };
  for (const parsed of ahead) yield* itemsOf(parsed, format);
}

function* itemsOf(parsed: Parsed, format: TraceFormat): Generator<TraceItem> {
  if ("problem" in parsed) {
    yield { kind: "error", error: { line: parsed.line, ...parsed.problem } };
    return;
  }
  for (const read of format.read(parsed.value)) {
    if ("sample" in read) yield { kind: "sample", line: parsed.line, sample: read.sample };
    else yield { kind: "error", error: { line: parsed.line, ...read.problem } };
  }
}

const valuesOf = (parsed: readonly Parsed[]): unknown[] =>
  parsed.flatMap((one) => ("value" in one ? [one.value] : []));

function isBlank(bytes: Uint8Array): boolean {
  return bytes.byteLength <= 64 && LINE_BREAKS_ONLY.test(new TextDecoder().decode(bytes));
}
