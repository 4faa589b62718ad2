import type { IngestSummary, ShardFailure } from "@/contracts/runner";
import { type LineError, MAX_LINE_ERRORS, type UploadLimits } from "@/contracts/trace-line";
import { goodLines, type IngestItem, type MatchedProblem } from "./good-lines";
import { modelCounts, unevenness } from "./model-counts";

/** Lines with another gold that are named one by one. */
const NAMED = 20;

export type UploadCheck = { ingest: IngestSummary; lineErrors: LineError[]; failure: ShardFailure | null };

/** The first pass: reads everything and stores nothing. `onGood` is told the number of good lines so far, `onRow` of every row. */
export async function checkUpload(
  input: AsyncIterable<Uint8Array>,
  problems: ReadonlyMap<string, MatchedProblem>,
  onGood: (done: number) => void = () => {},
  limits?: UploadLimits,
  onRow?: () => void,
): Promise<UploadCheck> {
  const lineErrors: LineError[] = [];
  const remarks: LineError[] = [];
  const matchedBy: Record<string, number> = {};
  const refused: Record<string, number> = {};
  let good = 0;
  let otherGold = 0;
  let withPrompt = 0;
  const scored = new Map<string, number>();
  let bad = 0;
  let end: Extract<IngestItem, { kind: "end" }> | null = null;
  const note = (error: LineError) => {
    bad++;
    refused[error.code] = (refused[error.code] ?? 0) + 1;
    if (lineErrors.length < MAX_LINE_ERRORS) lineErrors.push(error);
  };
  for await (const item of goodLines(input, problems, { limits, onRow })) {
    if (item.kind === "good") {
      good++;
      matchedBy[item.by] = (matchedBy[item.by] ?? 0) + 1;
      if ("prompt" in item.sample.problem && item.sample.problem.prompt !== null) withPrompt++;
      if (item.sample.score !== undefined) {
        const model = item.sample.variant ?? "";
        scored.set(model, (scored.get(model) ?? 0) + 1);
      }
      if (item.otherGold && ++otherGold <= NAMED) remarks.push(goldRemark(item));
      onGood(good);
    } else if (item.kind === "bad") note(item.error);
    else end = item;
  }
  if (end === null) throw new Error("the reader of an upload ended without its summary");
  if (end.error !== null) note(end.error);
  lineErrors.push(...remarks.slice(0, MAX_LINE_ERRORS - lineErrors.length));
  const models = modelCounts(end.ledgers, scored, problems.size);
  const [first] = models;
  const partial = models.some((one) => one.partial);
  for (const { variant } of models.filter((one) => one.partial)) {
    const remarks = unevenness(end.ledgers.get(variant), problems, models.length > 1 ? variant : null);
    lineErrors.push(...remarks.slice(0, MAX_LINE_ERRORS - lineErrors.length));
  }
  return {
    ingest: {
      format: end.format,
      lines: end.lines,
      goodLines: good,
      badLines: bad,
      samplesPerProblem: models.length === 1 ? (first?.samplesPerProblem ?? null) : null,
      problems: new Set([...end.ledgers.values()].flatMap((ledger) => [...ledger.problemIds()])).size,
      partial,
      matchedBy,
      refused,
      otherGold,
      prompt: good > 0 && withPrompt === good ? "theirs" : "unknown",
      ...(good > 0 && models.every((one) => one.scored) ? { scored: true } : {}),
      ...(models.length > 1 ? { models } : {}),
    },
    lineErrors,
    failure: failureOf(end, good),
  };
}

/** A file that cannot be read to its end for its size, or holds nothing to use, is refused as a whole. */
function failureOf(end: Extract<IngestItem, { kind: "end" }>, good: number): ShardFailure | null {
  if (!end.fatal) return null;
  const why = end.error?.message ?? "The file cannot be read.";
  const message = good > 0 ? `${why} Nothing of the file was used.` : why;
  return { code: end.error?.code ?? "bad_upload", message, retry: "never", retryAfterMs: 0 };
}

/** A line that is used although the gold it carries is not ours, which is not told: whoever may see it finds it at the sample. */
function goldRemark({ line, problem, sample }: Extract<IngestItem, { kind: "good" }>): LineError {
  const theirs = "gold" in sample.problem ? (sample.problem.gold ?? "") : "";
  const message = `The line's own gold for ${problem.id} is ${theirs.slice(0, 200)}, which is not the benchmark's; it is judged by the benchmark's.`;
  return { line, code: "other_gold", message };
}
