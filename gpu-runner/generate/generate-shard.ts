import type { LeaseWork, ShardFailure, WorkItem } from "@/contracts/runner";
import type { SampleReport } from "@/contracts/sample";
import { EngineError } from "../engines/engine-error";
import type { Journal } from "../journal/journal";
import { answerContext } from "../judge/answer-context";
import { learnLength } from "../schedule/call-place";
import { inTurn } from "../schedule/in-turn";
import { ownTurn, type Turn } from "../schedule/shared-places";
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
  /** When each item may start; a place of its own where absent. */
  turn?: Turn;
  /** Nothing waits any more: other leases may begin beside this one. */
  onAllStarted?: () => void;
};

/** A sample whose address fails is tried this often within a shard before it becomes an infrastructure error. */
const TRIES = 3;

/**
 * Works through the items of a generate shard, longest expected first, so many at a time as its place allows. Each sample is reported
 * as soon as it is there. Returns why the shard stopped early; null where every item was reported.
 */
export async function generateShard(setting: GenerateSetting): Promise<ShardFailure | null> {
  const { work } = setting;
  const problems = new Map(work.problems.map((problem) => [problem.id, problem]));
  const circuit = new Circuit();
  const turn = setting.turn ?? ownTurn(work);
  let stopped: ShardFailure | null = null;
  const perform = async (next: Attempt, again: (next: Attempt) => void): Promise<void> => {
    const problem = problems.get(next.item.problemId);
    if (problem === undefined) {
      const message = "The lease names a sample of a problem that it does not hold.";
      setting.onSample(faultyReport(next, { kind: "infra_error", code: "missing_problem", message }));
      return;
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
      const report = await setting.perform(sample);
      learnLength(turn.lengths, report);
      setting.onSample(report);
      circuit.success();
    } catch (error) {
      if (!(error instanceof EngineError) || setting.signal.aborted) throw error;
      const failure = circuit.failure(error);
      if (failure !== null) stopped ??= failure;
      else if (mayTryAgain(error) && next.tries + 1 < TRIES) again({ ...next, tries: next.tries + 1 });
      else setting.onSample(faultyReport(next, faultOf(error)));
    }
  };
  await inTurn(
    turn,
    work.items.map((item) => ({ item, tries: 0 })),
    {
      perform,
      isStopped: () => {
        if (setting.draining()) stopped ??= DRAINING;
        return stopped !== null;
      },
      onAllStarted: setting.onAllStarted,
    },
  );
  return stopped;
}

type Attempt = { item: WorkItem; tries: number };

const DRAINING = {
  code: "draining",
  message: "The runner is stopping.",
  retry: "now",
  retryAfterMs: 0,
} as const satisfies ShardFailure;

const mayTryAgain = (error: EngineError) => error.endpointDown || error.retry !== "never";

function faultOf(error: EngineError) {
  return { kind: "infra_error", code: error.code, message: error.message.slice(0, 2000) } as const;
}
