import type { LeaseWork, ShardFailure, WorkItem } from "@/contracts/runner";
import type { SampleReport } from "@/contracts/sample";
import { EngineError } from "../engines/engine-error";
import type { Journal } from "../journal/journal";
import { answerContext } from "../judge/answer-context";
import { Circuit } from "./circuit";
import { faultyReport } from "./run-sample";
import type { Role, SampleSetting } from "./sample-context";

export type GenerateWork = Extract<LeaseWork, { kind: "generate" }>;

export type GenerateSetting = {
  work: Pick<GenerateWork, "problems" | "items" | "concurrency" | "prompt" | "runSeed">;
  /** Does one item. Failures of the engine are thrown. */
  perform: (sample: SampleSetting) => Promise<SampleReport>;
  roles: Readonly<Record<string, Role>>;
  journal: Journal;
  /** Ends everything at once: the lease is lost. */
  signal: AbortSignal;
  /** Stops before the next sample: the runner drains. */
  draining: () => boolean;
  onSample: (report: SampleReport) => void;
};

/** A sample whose address fails is tried this often within a shard before it becomes an infrastructure error. */
const TRIES = 3;

/**
 * Works through the items of a generate shard, in order, so many at a time as the lease says. Each sample is reported
 * as soon as it is there. Returns why the shard stopped early; null where every item was reported.
 */
export async function generateShard(setting: GenerateSetting): Promise<ShardFailure | null> {
  const { work } = setting;
  const problems = new Map(work.problems.map((problem) => [problem.id, problem]));
  const queue: { item: WorkItem; tries: number }[] = work.items.map((item) => ({ item, tries: 0 }));
  const circuit = new Circuit();
  let stopped: ShardFailure | null = null;
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined && stopped === null; next = queue.shift()) {
      if (setting.draining()) {
        stopped = { code: "draining", message: "The runner is stopping.", retry: "now", retryAfterMs: 0 };
        return;
      }
      const problem = problems.get(next.item.problemId);
      if (problem === undefined) {
        const message = "The lease names a sample of a problem that it does not hold.";
        setting.onSample(faultyReport(next, { kind: "infra_error", code: "missing_problem", message }));
        continue;
      }
      const sample: SampleSetting = {
        problem,
        item: next.item,
        prompt: work.prompt,
        roles: setting.roles,
        runSeed: work.runSeed,
        journal: setting.journal,
        answer: answerContext(problem, {}),
        signal: setting.signal,
      };
      try {
        setting.onSample(await setting.perform(sample));
        circuit.success();
      } catch (error) {
        if (!(error instanceof EngineError) || setting.signal.aborted) throw error;
        const failure = circuit.failure(error);
        if (failure !== null) stopped ??= failure;
        else if (mayTryAgain(error) && next.tries + 1 < TRIES) queue.push({ ...next, tries: next.tries + 1 });
        else setting.onSample(faultyReport(next, faultOf(error)));
      }
    }
  };
  const width = Math.max(1, Math.min(work.concurrency, queue.length));
  const ended = await Promise.allSettled(Array.from({ length: width }, worker));
  for (const end of ended) if (end.status === "rejected") throw end.reason;
  return stopped;
}

const mayTryAgain = (error: EngineError) => error.endpointDown || error.retry !== "never";

function faultOf(error: EngineError) {
  return { kind: "infra_error", code: error.code, message: error.message.slice(0, 2000) } as const;
}
