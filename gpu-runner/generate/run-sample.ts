import type { MethodParams } from "@/contracts/method";
import type { CallRecord, Fault, SampleReport } from "@/contracts/sample";
import { EngineError } from "../engines/engine-error";
import { JournalFailed } from "../journal/journal";
import type { Method, MethodResult } from "../methods/method";
import { JournalMismatch } from "./journal-mismatch";
import { type SampleSetting, sampleContext } from "./sample-context";

/** Runs the method once for one (problem, sample) and reports what came of it. Failures of the engine and of the journal's disk are thrown. */
export async function runSample(
  method: Method,
  params: MethodParams,
  setting: SampleSetting,
): Promise<SampleReport> {
  const { ctx, calls } = sampleContext(setting);
  try {
    const result = await method.run(setting.problem, params, ctx);
    const refused = result.finishReason === "content_filter";
    const fault: Fault | null = refused
      ? {
          kind: "refused",
          code: "content_filter",
          message: "The endpoint's content filter refused the answer.",
        }
      : null;
    return report(setting, result, calls, fault);
  } catch (error) {
    if (error instanceof EngineError || error instanceof JournalFailed) throw error;
    const code = error instanceof JournalMismatch ? "journal_mismatch" : "method_failed";
    const message = error instanceof Error ? error.message : String(error);
    return faultyReport(setting, { kind: "infra_error", code, message: message.slice(0, 2000) }, calls);
  }
}

/** A sample without a result: what stopped it, and the calls that were made before. */
export function faultyReport(
  setting: Pick<SampleSetting, "item">,
  fault: Fault,
  calls: CallRecord[] = [],
): SampleReport {
  const empty = { answer: null, response: "", reasoning: null, finishReason: null, artifacts: {} };
  return report(setting, empty, calls, fault);
}

function report(
  setting: Pick<SampleSetting, "item">,
  result: MethodResult,
  calls: CallRecord[],
  fault: Fault | null,
): SampleReport {
  const promptTokens = total(calls.map((call) => call.promptTokens));
  const completionTokens = total(calls.map((call) => call.completionTokens));
  const artifacts =
    result.answer === null ? result.artifacts : { ...result.artifacts, answer: result.answer };
  return {
    ...setting.item,
    trace: { response: result.response, reasoning: result.reasoning, calls, artifacts },
    finishReason: result.finishReason,
    promptTokens,
    completionTokens,
    reasoningTokens: null,
    tokenSource: promptTokens !== null && completionTokens !== null ? "measured" : "unknown",
    latencyMs: total(calls.map((call) => (call.discarded ? 0 : call.latencyMs))),
    ...(result.score === undefined ? {} : { score: result.score }),
    fault,
  };
}

/** Sum over all calls, lost ones included; null as soon as one of them is unknown, or where there is none. */
function total(values: readonly (number | null)[]): number | null {
  let sum = 0;
  for (const value of values) {
    if (value === null) return null;
    sum += value;
  }
  return values.length === 0 ? null : sum;
}
