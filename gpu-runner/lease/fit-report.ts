import type { AssessmentReport } from "@/contracts/assessment";
import type { SampleReport } from "@/contracts/sample";

/** Text of a sample that is too long to be reported is kept up to here, for people to see what it was. */
const KEPT_CHARACTERS = 200_000;

/**
 * A sample within the size of one report. First the calls' own copies of the response and reasoning go; a sample that
 * is still too long becomes an infrastructure error that says so, never a shortened answer.
 */
export function fitReport(sample: SampleReport, maxBytes: number): SampleReport {
  if (sizeOf(sample) <= maxBytes) return sample;
  const { trace } = sample;
  const slim: SampleReport = {
    ...sample,
    trace: {
      ...trace,
      calls: trace.calls.map((call) => ({
        ...call,
        response: call.response === trace.response ? "" : call.response,
        reasoning: call.reasoning === trace.reasoning ? null : call.reasoning,
      })),
      artifacts: {
        ...trace.artifacts,
        elided: "The calls' copies of the response were left out for their size.",
      },
    },
  };
  if (sizeOf(slim) <= maxBytes) return slim;
  const message = `The trace of this sample is longer than the ${maxBytes} bytes of a report.`;
  return {
    ...sample,
    trace: {
      response: trace.response.slice(0, KEPT_CHARACTERS),
      reasoning: trace.reasoning?.slice(0, KEPT_CHARACTERS) ?? null,
      calls: [],
      artifacts: {},
    },
    fault: { kind: "infra_error", code: "trace_too_large", message },
  };
}

/** An assessment within the size of one report: of calls that are too long only the end of each reply is kept, where its verdict is. */
export function fitAssessment(assessment: AssessmentReport, maxBytes: number): AssessmentReport {
  if (sizeOf(assessment) <= maxBytes) return assessment;
  const calls = assessment.calls.map((call) => ({
    ...call,
    request: { sampling: call.request.sampling },
    response: call.response.slice(-KEPT_CHARACTERS),
    reasoning: null,
  }));
  return { ...assessment, calls };
}

const sizeOf = (report: SampleReport | AssessmentReport) => Buffer.byteLength(JSON.stringify(report));
