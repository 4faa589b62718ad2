import { methodCard } from "@/catalog/methods";
import type { AskedProblem } from "@/contracts/runner";
import type { SampleReport } from "@/contracts/sample";
import type { Engine } from "../../engines/engine";
import { runSample } from "../../generate/run-sample";
import type { JournalEntry } from "../../journal/entry";
import type { CallPlace, Journal } from "../../journal/journal";
import { answerContext } from "../../judge/answer-context";
import { methodCode } from "..";

export const PROBLEM: AskedProblem = {
  id: "p1",
  statement: "Ada has 3 boxes of 4 pens and gives 5 away. How many are left?",
  images: [],
  options: null,
  answerKind: "integer",
  level: null,
};

const SAMPLING = { temperature: 1, topP: 1, topK: 0, minP: 0, maxTokens: 1000, seed: 0 };

/** A journal that holds its entries in memory and answers as the one on disk does. */
export function memoryJournal(): Journal & { entries: JournalEntry[] } {
  const entries: JournalEntry[] = [];
  const at = (place: CallPlace) => entries.filter((entry) => entry.index === place.index);
  return {
    entries,
    finished: async (place) => at(place).find((entry) => !entry.discarded) ?? null,
    discarded: async (place) => at(place).filter((entry) => entry.discarded),
    append: async (entry) => {
      entries.push(entry);
    },
    close: async () => {},
  };
}

export type MethodRun = {
  params?: Record<string, unknown>;
  maxTokens?: number;
  temperature?: number;
  journal?: Journal;
};

/** One sample of a method on `PROBLEM`, with the parameters that its card makes of the given ones. */
export function runMethod(id: string, engine: Engine, run: MethodRun = {}): Promise<SampleReport> {
  const method = methodCode(id);
  const card = methodCard(id);
  if (method === null || card === null) throw new Error(`there is no method ${id}`);
  const { maxTokens = SAMPLING.maxTokens, temperature = SAMPLING.temperature } = run;
  const sampling = { ...SAMPLING, maxTokens, temperature };
  return runSample(method, card.params.parse(run.params ?? {}), {
    problem: PROBLEM,
    item: { problemId: PROBLEM.id, sample: 0 },
    prompt: { instruction: "Put your final answer in \\boxed{}.", system: null },
    roles: { solver: { engine, sampling } },
    runSeed: "test",
    journal: run.journal ?? memoryJournal(),
    answer: answerContext(PROBLEM, {}),
    signal: new AbortController().signal,
  });
}
