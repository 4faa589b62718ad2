import type { JudgedProblem } from "@/contracts/runner";
import type { LineError } from "@/contracts/trace-line";
import { type ForeignSample, readTraces, type TraceItem } from "@/formats";
import { SampleLedger } from "./sample-ledger";

/** Longest text of one sample, in characters, so that its report fits the protocol. */
const MAX_SAMPLE_CHARACTERS = 1_200_000;

export type IngestItem =
  | { kind: "good"; problem: JudgedProblem; sample: ForeignSample }
  | { kind: "bad"; error: LineError }
  | {
      kind: "end";
      format: string;
      lines: number;
      ledger: SampleLedger;
      error: LineError | null;
      fatal: boolean;
    };

/**
 * The lines of an upload that can be used, and what is wrong with the others: matched with the benchmark's problems,
 * doubled pairs refused. Gives the same answer however often the file is read, which is why the two passes agree.
 */
export async function* goodLines(
  input: AsyncIterable<Uint8Array>,
  problems: ReadonlyMap<string, JudgedProblem>,
): AsyncGenerator<IngestItem> {
  const ledger = new SampleLedger();
  let format = "neutral";
  for await (const item of readTraces(input)) {
    if (item.kind === "format") format = item.format;
    else if (item.kind === "error") yield { kind: "bad", error: item.error };
    else if (item.kind === "end") yield { ...item, format, ledger };
    else yield matched(item, problems, ledger);
  }
}

function matched(
  { line, sample }: Extract<TraceItem, { kind: "sample" }>,
  problems: ReadonlyMap<string, JudgedProblem>,
  ledger: SampleLedger,
): IngestItem {
  const bad = (code: LineError["code"], message: string): IngestItem => ({
    kind: "bad",
    error: { line, code, message },
  });
  if (!("id" in sample.problem)) {
    return bad(
      "unmatched_statement",
      "The line names its problem by a statement that is not of this benchmark.",
    );
  }
  const problem = problems.get(sample.problem.id);
  if (problem === undefined) {
    return bad("unknown_problem", `The benchmark has no problem ${sample.problem.id}.`);
  }
  if (charactersOf(sample) > MAX_SAMPLE_CHARACTERS) {
    return bad("line_too_long", `A sample may hold at most ${MAX_SAMPLE_CHARACTERS} characters of text.`);
  }
  if (!ledger.add(problem.id, sample.sample)) {
    return bad("duplicate_sample", `Sample ${sample.sample} of problem ${problem.id} was given before.`);
  }
  return { kind: "good", problem, sample };
}

function charactersOf(sample: ForeignSample): number {
  let characters = sample.response.length + (sample.reasoning?.length ?? 0);
  if (sample.calls !== undefined) characters += JSON.stringify(sample.calls).length;
  return characters;
}
