import { type Problem, problemInputSchema } from "@/contracts/benchmark";
import { UPLOAD_LIMITS } from "@/contracts/trace-line";
import { parseLine } from "./decode-line";
import { expand } from "./expand";
import { splitLines } from "./split-lines";
import { StreamError } from "./stream-error";

export type ReadProblem = { line: number; problem: Problem } | { line: number; error: string };

/** Most problems of one benchmark version. */
export const MAX_PROBLEMS = 200_000;

/**
 * Reads the neutral benchmark file (docs/trace-format.md): one problem a line, gzip or plain. A file without any other
 * fault but a repeated id gives an error for that line.
 */
export async function* readProblems(input: AsyncIterable<Uint8Array>): AsyncGenerator<ReadProblem> {
  const ids = new Set<string>();
  let last = 0;
  try {
    for await (const { line, bytes } of splitLines(expand(input, UPLOAD_LIMITS), UPLOAD_LIMITS)) {
      last = line;
      if (bytes !== null && bytes.byteLength === 0) continue;
      const read = readLine(line, bytes);
      if ("error" in read) yield read;
      else if (ids.has(read.problem.id)) yield { line, error: `The id ${read.problem.id} was given before.` };
      else {
        ids.add(read.problem.id);
        yield read;
      }
      if (ids.size > MAX_PROBLEMS)
        throw new StreamError("too_many_lines", `More than ${MAX_PROBLEMS} problems.`);
    }
  } catch (error) {
    if (!(error instanceof StreamError)) throw error;
    yield { line: last + 1, error: error.message };
  }
}

function readLine(line: number, bytes: Uint8Array | null): ReadProblem {
  if (bytes === null) return { line, error: `The line is longer than ${UPLOAD_LIMITS.lineBytes} bytes.` };
  const parsed = parseLine(bytes);
  if ("problem" in parsed) return { line, error: parsed.problem.message };
  const checked = problemInputSchema.safeParse(parsed.value);
  if (checked.success) return { line, problem: checked.data };
  const [issue] = checked.error.issues;
  return {
    line,
    error: `Not a problem: ${issue?.path.join(".") ?? ""}: ${issue?.message ?? "unknown form"}`,
  };
}
