import { type CallRecord, messageSchema, type SampleReport } from "@/contracts/sample";
import type { ImportedReport } from "@/contracts/verdict";
import type { ForeignSample, ImportedVerdict } from "@/formats";

/** A line of an upload as a sample: what the file says and nothing that it does not. */
export function importedSample(problemId: string, number: number, sample: ForeignSample): SampleReport {
  const promptTokens = sample.prompt_tokens ?? null;
  const completionTokens = sample.completion_tokens ?? null;
  return {
    problemId,
    sample: number,
    trace: {
      response: sample.response,
      reasoning: sample.reasoning ?? null,
      calls: (sample.calls ?? []).map(importedCall),
      // What the file's own tool said of the sample stays with its text.
      artifacts: sample.imported === undefined ? {} : { imported: sample.imported },
    },
    finishReason: sample.finish_reason ?? null,
    promptTokens,
    completionTokens,
    reasoningTokens: null,
    tokenSource: promptTokens !== null && completionTokens !== null ? "measured" : "unknown",
    latencyMs: null,
    ...(sample.score === undefined ? {} : { score: sample.score }),
    fault: null,
  };
}

const MAX_EXTRACTED = 20_000;
const MAX_TOOL = 200;

/** What the file's own tool judged of a sample, where it judged or extracted anything. */
export function importedReport(
  { problemId, sample }: Pick<SampleReport, "problemId" | "sample">,
  imported: ImportedVerdict | undefined,
): ImportedReport | null {
  if (imported === undefined || imported.tool === "") return null;
  if (imported.correct === null && imported.extracted === null) return null;
  return {
    problemId,
    sample,
    tool: imported.tool.slice(0, MAX_TOOL),
    correct: imported.correct,
    extracted: imported.extracted?.slice(0, MAX_EXTRACTED) ?? null,
  };
}

function importedCall(call: NonNullable<ForeignSample["calls"]>[number], index: number): CallRecord {
  const messages = messageSchema.array().safeParse(call.prompt);
  const text =
    typeof call.prompt === "string" ? [{ role: "user" as const, content: call.prompt }] : undefined;
  return {
    index,
    role: call.role,
    kind: "generate",
    request: { messages: messages.success ? messages.data : text, sampling: {} },
    response: call.response,
    reasoning: call.reasoning ?? null,
    finishReason: call.finish_reason ?? null,
    promptTokens: call.prompt_tokens ?? null,
    completionTokens: call.completion_tokens ?? null,
    latencyMs: null,
    discarded: false,
  };
}
