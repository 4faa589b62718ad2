import { EngineError } from "../engine-error";
import { type Generated, type GenerateJob, GenerateTask } from "./scheduler/generate-task";
import type { Runtime } from "./scheduler/load-runtime";

/**
 * Generates on the caller's thread, which calls with a bias function need: the function is asked before every token.
 * Calls that run at the same time share the forward passes; between passes the event loop gets its turn.
 */
export class LocalGenerator {
  readonly #runtime: Runtime;
  #running = false;

  constructor(runtime: Runtime) {
    this.#runtime = runtime;
  }

  generate(
    job: GenerateJob,
    onText: ((piece: string) => void) | null,
    signal: AbortSignal | undefined,
  ): Promise<Generated> {
    const { model, tokenizer, prefixes, scheduler } = this.#runtime;
    return new Promise((resolve, reject) => {
      const abort = (code: "aborted" | "internal", message: string, cause?: unknown) => {
        task.cancel();
        signal?.removeEventListener("abort", onAbort);
        reject(new EngineError(code, message, { cause }));
      };
      const onAbort = () => abort("aborted", "the call was given up by its caller");
      const { bias } = job;
      const guarded: GenerateJob = {
        ...job,
        bias: typeof bias === "function" ? (generated) => this.#ask(bias, generated, abort) : bias,
      };
      const onDone = (result: Generated) => {
        signal?.removeEventListener("abort", onAbort);
        resolve(result);
      };
      const task = new GenerateTask(
        guarded,
        { onText, onDone },
        { tokenizer, prefixes, context: model.shape.context },
      );
      if (signal?.aborted) return onAbort();
      signal?.addEventListener("abort", onAbort, { once: true });
      scheduler.add(task);
      this.#run();
    });
  }

  /** A bias function that throws ends its own call, not its neighbours. */
  #ask(
    bias: Extract<GenerateJob["bias"], (generated: readonly number[]) => unknown>,
    generated: readonly number[],
    abort: (code: "internal", message: string, cause: unknown) => void,
  ): ReturnType<typeof bias> {
    try {
      return bias(generated);
    } catch (error) {
      abort("internal", "the bias function of this call failed", error);
      return null;
    }
  }

  #run(): void {
    if (this.#running) return;
    this.#running = true;
    const turn = () => {
      this.#runtime.scheduler.step();
      this.#running = !this.#runtime.scheduler.idle;
      if (this.#running) setImmediate(turn);
    };
    setImmediate(turn);
  }
}
