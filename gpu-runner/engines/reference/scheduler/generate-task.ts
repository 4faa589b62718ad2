import type { Sampling } from "@/contracts/sampling";
import type { KvCache } from "../model/kv-cache";
import type { Row, RowResult } from "../model/model";
import { AnswerText } from "../sampling/answer-text";
import { logSum, topTokens } from "../sampling/log-probabilities";
import { type Bias, type Draw, pickToken } from "../sampling/pick-token";
import { seededDraw } from "../sampling/seeded-draw";
import type { Tokenizer } from "../tokenizer/tokenizer";
import type { PrefixStore, StoredSequence } from "./prefix-store";
import type { Task } from "./task";

export interface GenerateJob {
  tokens: readonly number[];
  sampling: Sampling;
  stop: readonly string[];
  /** How many alternatives to report beside each token's log-probability; null for no log-probabilities. */
  topLogprobs: number | null;
  bias: Bias | ((generated: readonly number[]) => Bias | null) | null;
}

export interface GeneratedLogprob {
  id: number;
  logprob: number;
  top: { id: number; logprob: number }[];
}

export interface Generated {
  text: string;
  tokens: number[];
  finishReason: "stop" | "length";
  logprobs: GeneratedLogprob[] | null;
  /** Monotonic time of the first token; null when there is none. */
  firstTokenAt: number | null;
}

export interface GenerateSinks {
  onText: ((piece: string) => void) | null;
  onDone: (result: Generated) => void;
}

/** One answer being written. Its tokens depend on prompt, sampling and seed alone. */
export class GenerateTask implements Task {
  readonly #job: GenerateJob;
  readonly #sinks: GenerateSinks;
  readonly #tokenizer: Tokenizer;
  readonly #prefixes: PrefixStore;
  readonly #context: number;
  readonly #draw: Draw;
  readonly #answer: AnswerText;
  readonly #sequence: number[];
  readonly #generated: number[] = [];
  readonly #logprobs: GeneratedLogprob[] = [];
  #cache: KvCache | null = null;
  #stored: StoredSequence | null = null;
  #firstTokenAt: number | null = null;
  finished = false;

  constructor(
    job: GenerateJob,
    sinks: GenerateSinks,
    { tokenizer, prefixes, context }: { tokenizer: Tokenizer; prefixes: PrefixStore; context: number },
  ) {
    this.#job = job;
    this.#sinks = sinks;
    this.#tokenizer = tokenizer;
    this.#prefixes = prefixes;
    this.#context = context;
    this.#draw = seededDraw(job.sampling.seed);
    this.#answer = new AnswerText(job.stop);
    this.#sequence = [...job.tokens];
  }

  rows(room: number): Row[] {
    const cache = this.#cache ?? this.#start();
    if (!cache) return [];
    const last = this.#sequence.length - 1;
    const end = Math.min(cache.length + room, this.#sequence.length);
    return this.#sequence.slice(cache.length, end).map((token, offset) => {
      const position = cache.length + offset;
      return { cache, token, position, wanted: position === last };
    });
  }

  #start(): KvCache | null {
    this.#cache = this.#prefixes.take(this.#job.tokens);
    if (this.#cache) {
      this.#stored = { tokens: this.#sequence, cache: this.#cache, live: true };
      this.#prefixes.add(this.#stored);
    }
    return this.#cache;
  }

  accept([result]: readonly RowResult[]): void {
    if (!result || this.finished) return;
    const { bias, sampling, topLogprobs } = this.#job;
    const added = typeof bias === "function" ? bias(this.#generated) : bias;
    const id = pickToken(result.logits, sampling, added, this.#draw);
    if (this.#tokenizer.isControl(id)) {
      this.#finish("stop");
      return;
    }
    this.#firstTokenAt ??= performance.now();
    if (topLogprobs !== null) {
      const logprob = (result.logits[id] as number) - logSum(result.logits);
      this.#logprobs.push({ id, logprob, top: topTokens(result.logits, topLogprobs) });
    }
    this.#generated.push(id);
    this.#sequence.push(id);
    this.#release(this.#answer.add(this.#tokenizer.bytesOf(id)));
    if (this.#answer.stopped) this.#finish("stop");
    else if (this.#generated.length >= sampling.maxTokens || this.#sequence.length >= this.#context)
      this.#finish("length");
  }

  cancel(): void {
    this.finished = true;
    if (this.#stored) this.#stored.live = false;
  }

  #release(piece: string): void {
    if (piece !== "") this.#sinks.onText?.(piece);
  }

  #finish(finishReason: "stop" | "length"): void {
    this.cancel();
    this.#release(this.#answer.end());
    this.#sinks.onDone({
      text: this.#answer.text,
      tokens: this.#generated,
      finishReason: this.#answer.stopped ? "stop" : finishReason,
      logprobs: this.#job.topLogprobs === null ? null : this.#logprobs,
      firstTokenAt: this.#firstTokenAt,
    });
  }
}
