import type { JudgedProblem } from "@/contracts/runner";
import { type LineError, MAX_UPLOAD_MODELS, type UploadLimits } from "@/contracts/trace-line";
import {
  type ForeignSample,
  type MatchableProblem,
  Matcher,
  type MatchWay,
  readTraces,
  type TraceItem,
} from "@/formats";
import { equivalent } from "@/verify";
import { answerContext } from "../judge/answer-context";
import { SampleLedger } from "./sample-ledger";
import { spoolToFile } from "./spool-to-file";

/** Longest text of one sample, in characters, so that its report fits the protocol. */
const MAX_SAMPLE_CHARACTERS = 1_200_000;

/** What reading an upload must know of a problem: enough to match it and to compare golds. */
export type MatchedProblem = MatchableProblem & Pick<JudgedProblem, "answerKind" | "options">;

export type IngestItem<Problem extends MatchedProblem = MatchedProblem> =
  | {
      kind: "good";
      line: number;
      problem: Problem;
      number: number;
      sample: ForeignSample;
      by: MatchWay;
      otherGold: boolean;
    }
  | { kind: "bad"; error: LineError }
  | {
      kind: "end";
      format: string;
      lines: number;
      /** What each model brought, by the file's own name, in file order; empty for lines that name none. */
      ledgers: ReadonlyMap<string, SampleLedger>;
      error: LineError | null;
      fatal: boolean;
    };

export type ReadingOptions = {
  /** Only the lines of this model; all lines where it is absent. */
  variant?: string | undefined;
  limits?: UploadLimits | undefined;
  /** Told of every row that was read, good or not. */
  onRow?: (() => void) | undefined;
};

/**
 * The lines of an upload that can be used, and what is wrong with the others: matched with the benchmark's problems,
 * doubled pairs of one model refused. Gives the same answer however often the file is read, which is why the passes agree.
 */
export async function* goodLines<Problem extends MatchedProblem>(
  input: AsyncIterable<Uint8Array>,
  problems: ReadonlyMap<string, Problem>,
  { variant, limits, onRow }: ReadingOptions = {},
): AsyncGenerator<IngestItem<Problem>> {
  const ledgers = new Map<string, SampleLedger>();
  const matcher = new Matcher(
    problems.values(),
    (problem, theirs) => equivalent(problem.gold, theirs, answerContext(problem, {})) === true,
  );
  let format = "neutral";
  for await (const item of readTraces(input, limits, { spool: spoolToFile, onRow })) {
    if (item.kind === "format") format = item.format;
    else if (item.kind === "error") yield { kind: "bad", error: item.error };
    else if (item.kind === "end") yield { ...item, format, ledgers };
    else if (variant === undefined || (item.sample.variant ?? "") === variant) {
      yield matched(item, matcher, ledgers);
    }
  }
}

function matched<Problem extends MatchedProblem>(
  { line, sample }: Extract<TraceItem, { kind: "sample" }>,
  matcher: Matcher<Problem>,
  ledgers: Map<string, SampleLedger>,
): IngestItem<Problem> {
  const bad = (code: LineError["code"], message: string): IngestItem<Problem> => ({
    kind: "bad",
    error: { line, code, message },
  });
  const match = matcher.match(sample);
  if ("error" in match) return bad(match.error.code, match.error.message);
  const { problem, by, otherGold } = match;
  if (charactersOf(sample) > MAX_SAMPLE_CHARACTERS) {
    return bad("line_too_long", `A sample may hold at most ${MAX_SAMPLE_CHARACTERS} characters of text.`);
  }
  const model = sample.variant ?? "";
  const ledger = ledgers.get(model) ?? new SampleLedger();
  if (!ledgers.has(model)) {
    if (ledgers.size === MAX_UPLOAD_MODELS) {
      return bad("not_a_trace_line", `A file may hold ${MAX_UPLOAD_MODELS} models; ${model} is one more.`);
    }
    ledgers.set(model, ledger);
  }
  const number = match.sample ?? ledger.next(problem.id);
  if (!ledger.add(problem.id, number)) {
    return bad("duplicate_sample", `Sample ${number} of problem ${problem.id} was given before.`);
  }
  return { kind: "good", line, problem, number, sample, by, otherGold };
}

function charactersOf(sample: ForeignSample): number {
  let characters = sample.response.length + (sample.reasoning?.length ?? 0);
  if (sample.calls !== undefined) characters += JSON.stringify(sample.calls).length;
  return characters;
}
