import { methodCard } from "@/catalog/methods";
import type { LeaseWork, ModelTarget } from "@/contracts/runner";
import { type AssessedSample, assessSample, solutionKey } from "../assess/assess-sample";
import type { Engine, EngineHost } from "../engines/engine";
import { EngineError } from "../engines/engine-error";
import { runSample } from "../generate/run-sample";
import type { Role, SampleSetting } from "../generate/sample-context";
import type { Journal } from "../journal/journal";
import { answerContext } from "../judge/answer-context";
import { assessorCode, methodCode } from "../methods";
import type { Solution } from "../methods/method";
import { replayEngine } from "./replay-engine";

type Work = Extract<LeaseWork, { kind: "generate" | "assess" }>;

export type Replayed = {
  problemId: string;
  sample: number;
  /** Null: a call of it is in no journal. */
  report: AssessedSample | null;
};

/**
 * Does the items of a run again, one after the other, with the journal answering every call. Nothing is called and nothing
 * is written. Throws where this software does not have the method in the run's version.
 */
export async function* replayItems(input: {
  work: Work;
  journal: Journal;
  /** Engines of this machine; only their tokenizers are used. */
  hosts: readonly EngineHost[];
  /** Of an assess run: what the samples answered. */
  solutions?: ReadonlyMap<string, Solution>;
}): AsyncGenerator<Replayed> {
  const { work } = input;
  const perform = performOf(work, input.solutions ?? new Map());
  const roles: Record<string, Role> = {};
  for (const [role, { target, sampling }] of Object.entries(work.roles)) {
    roles[role] = { engine: await engineOf(target, input.hosts), sampling };
  }
  const problems = new Map(work.problems.map((problem) => [problem.id, problem]));
  for (const item of work.items) {
    const problem = problems.get(item.problemId);
    if (problem === undefined) throw new Error(`problem ${item.problemId} is missing`);
    const setting: SampleSetting = {
      problem,
      item,
      prompt: work.prompt,
      roles,
      runSeed: work.runSeed,
      journal: input.journal,
      answer: answerContext(problem, {}),
      signal: new AbortController().signal,
    };
    yield { ...item, report: await perform(setting).catch(nullWithoutJournal) };
  }
}

function performOf(work: Work, solutions: ReadonlyMap<string, Solution>) {
  const { id, version } = work.method;
  const card = methodCard(id);
  if (card?.version !== version)
    throw new Error(`This software has no version ${version} of ${id}; replay with the one that ran it.`);
  const params = card.params.parse(work.method.params);
  if (work.kind === "generate") {
    const method = methodCode(id);
    if (method === null) throw new Error(`${id} makes no samples of its own.`);
    return (setting: SampleSetting): Promise<AssessedSample> => runSample(method, params, setting);
  }
  const assessor = assessorCode(id);
  if (assessor === null) throw new Error(`${id} assesses no samples.`);
  const wanted = card.assessments?.from === "made" ? card.assessments.perSample(params) : 0;
  return (setting: SampleSetting) =>
    assessSample({ assessor, params, wanted, solution: solutions.get(solutionKey(setting.item)) }, setting);
}

async function engineOf(target: ModelTarget, hosts: readonly EngineHost[]): Promise<Engine> {
  if (target.type === "endpoint") {
    const capabilities = target.capabilities ?? ["chat"];
    return replayEngine({ name: "openai", model: target.servedName, capabilities, local: null });
  }
  const host = hosts.find(({ name }) => name === target.engine);
  if (host === undefined)
    throw new Error(`The engine ${target.engine} is not on this machine; replay where it is.`);
  const local = await host.engine(target.model);
  return replayEngine({
    name: local.name,
    model: local.model,
    capabilities: [...local.capabilities],
    local,
  });
}

function nullWithoutJournal(error: unknown): null {
  if (error instanceof EngineError) return null;
  throw error;
}
