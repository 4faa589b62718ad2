import { EngineError } from "../engine-error";
import { type CallSinks, LlamaProcess } from "./llama-process";
import type { Call, Outcome, ProcessInfo, ProcessStart } from "./process/messages";

type WithoutId<Value> = Value extends unknown ? Omit<Value, "id"> : never;
type OutcomeOf<Type> = Extract<Outcome, { type: Type }>;

const SILENT: CallSinks = { onText: null, onBiasWanted: null };

/** Processes over one model file, started when the first call comes; a lost one is replaced at the next call. */
export class LlamaPool {
  readonly #start: ProcessStart;
  readonly #size: number;
  #processes: LlamaProcess[] = [];
  #nextId = 1;
  #closed = false;

  constructor(start: ProcessStart, size: number) {
    this.#start = start;
    this.#size = size;
  }

  async info(): Promise<ProcessInfo> {
    return this.#first().ready;
  }

  /** One call on the process with the least to do; `expected` is the kind of answer that it has. */
  async call<Type extends Exclude<Outcome["type"], "failed">>(
    expected: Type,
    call: WithoutId<Call>,
    sinks: CallSinks = SILENT,
    signal?: AbortSignal,
  ): Promise<OutcomeOf<Type>> {
    if (signal?.aborted) throw new EngineError("aborted", "the call was given up by its caller");
    const process = await this.#choose();
    const id = this.#nextId++;
    const outcome = await process.call({ ...call, id }, sinks, signal);
    if (isOutcome(outcome, expected)) return outcome;
    throw new EngineError("internal", "the process gave another answer than asked");
  }

  async close(): Promise<void> {
    this.#closed = true;
    const processes = this.#processes;
    this.#processes = [];
    await Promise.all(processes.map((process) => process.end()));
  }

  #first(): LlamaProcess {
    if (this.#closed) throw new EngineError("internal", "the llama engine is closed");
    this.#processes = this.#processes.filter(({ lost }) => !lost);
    const [known] = this.#processes;
    if (known) return known;
    const started = new LlamaProcess(this.#start);
    this.#processes.push(started);
    return started;
  }

  /** On a GPU one process is enough: it is the device that computes. */
  async #choose(): Promise<LlamaProcess> {
    const { gpu } = await this.#first().ready;
    const size = gpu === false ? this.#size : 1;
    let best = this.#first();
    while (this.#processes.length < size) this.#processes.push(new LlamaProcess(this.#start));
    for (const process of this.#processes) if (process.load < best.load) best = process;
    return best;
  }
}

function isOutcome<Type extends Outcome["type"]>(outcome: Outcome, type: Type): outcome is OutcomeOf<Type> {
  return outcome.type === type;
}
