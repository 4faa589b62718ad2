import type { Assessment, AssessmentReport } from "@/contracts/assessment";
import type { MethodParams } from "@/contracts/method";
import type { LeaseWork, WorkItem } from "@/contracts/runner";
import type { CallRecord, SampleReport } from "@/contracts/sample";
import { runSample } from "../generate/run-sample";
import type { SampleSetting } from "../generate/sample-context";
import type { Assessor, Method, Solution } from "../methods/method";

export type AssessWork = Extract<LeaseWork, { kind: "assess" }>;

export const solutionKey = (item: WorkItem) => `${item.sample}/${item.problemId}`;

/** Assessments and up to which call of the sample each of them reaches. */
type Given = Assessment & { calls: number };

/** One sample of the pool as it was assessed: all its calls and what came of them. */
export type AssessedSample = SampleReport & { given?: readonly Given[] };

/**
 * Assesses one sample the way a method runs: through the journal, resumable, every call recorded. A sample without text
 * gets its assessments without a call; none of them can be read.
 */
export async function assessSample(
  what: { assessor: Assessor; params: MethodParams; solution: Solution | undefined; wanted: number },
  setting: SampleSetting,
): Promise<AssessedSample> {
  const { assessor, params, solution, wanted } = what;
  const given: Given[] = [];
  let calls = 0;
  const method: Method = {
    id: assessor.id,
    async run(problem, _params, ctx) {
      const counted = {
        ...ctx,
        model: (role?: string) => {
          const model = ctx.model(role);
          const generate: typeof model.generate = (prompt, options) => {
            calls++;
            return model.generate(prompt, options);
          };
          return { ...model, generate };
        },
      };
      if (solution === undefined || solution.response.trim() === "") {
        for (let vote = 0; vote < wanted; vote++) given.push({ value: null, label: "no text", calls: 0 });
      } else {
        await assessor.assess(problem, solution, params, counted, (assessment) =>
          given.push({ ...assessment, calls }),
        );
      }
      return { answer: null, response: "", reasoning: null, finishReason: null, artifacts: {} };
    },
  };
  return { ...(await runSample(method, params, setting)), given };
}

/** The reports of an assessed sample: as many as are wanted; where its calls failed, each of them says why. */
export function assessmentsOf(report: AssessedSample, wanted: number): AssessmentReport[] {
  const { problemId, sample } = report;
  const kept = report.trace.calls.filter(({ discarded }) => !discarded);
  if (report.fault !== null) {
    const { fault } = report;
    const failed = { problemId, sample, value: null, label: `fault: ${fault.code}`, fault };
    return Array.from({ length: wanted }, (_, index) => ({
      ...failed,
      index,
      ...costed(index === 0 ? report.trace.calls : []),
    }));
  }
  let from = 0;
  return (report.given ?? []).map(({ calls, ...assessment }, index) => {
    const last = kept[calls - 1];
    const until = last === undefined ? 0 : report.trace.calls.indexOf(last) + 1;
    const own = report.trace.calls.slice(from, Math.max(from, until));
    from = Math.max(from, until);
    return {
      problemId,
      sample,
      index,
      ...assessment,
      ...costed(own),
      calls: slim(own, kept, index),
      fault: null,
    };
  });
}

/** Prompts that the first assessment's calls have word for word are left out of the later ones. */
function slim(own: readonly CallRecord[], all: readonly CallRecord[], index: number): CallRecord[] {
  if (index === 0) return [...own];
  return own.map((call) => {
    const asked = JSON.stringify(call.request.messages);
    const first = all.find(
      ({ role, request }) => role === call.role && JSON.stringify(request.messages) === asked,
    );
    return first === undefined || first === call
      ? call
      : { ...call, request: { sampling: call.request.sampling } };
  });
}

function costed(calls: readonly CallRecord[]) {
  return {
    calls: [...calls],
    promptTokens: total(calls.map((call) => call.promptTokens)),
    completionTokens: total(calls.map((call) => call.completionTokens)),
  };
}

/** Sum over all calls, lost ones included; null where one of them is unknown. */
function total(values: readonly (number | null)[]): number | null {
  return values.reduce<number | null>(
    (sum, value) => (sum === null || value === null ? null : sum + value),
    0,
  );
}
