import type { RunView } from "@/contracts/board";
import type { ReducerChoice } from "../_client/submit/choices";
import { ReduceForm } from "../_client/submit/reduce-form";

/** The stored samples of a finished run as a pool for every method that only chooses. */
export function ReduceAgain({ run, reducers }: { run: RunView; reducers: readonly ReducerChoice[] }) {
  return (
    <section aria-labelledby="reduce">
      <h2 id="reduce">Reduce this pool</h2>
      <details>
        <summary className="cursor-pointer text-quiet">
          Choose another answer among the {run.samplesPerProblem} stored samples of every problem
        </summary>
        <div className="mt-3">
          <ReduceForm reducers={reducers} run={{ id: run.id, samples: run.progress.done }} prefill={{}} />
        </div>
      </details>
    </section>
  );
}
