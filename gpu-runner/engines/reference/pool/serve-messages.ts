import { GenerateTask } from "../scheduler/generate-task";
import type { Runtime } from "../scheduler/load-runtime";
import { ScoreTask } from "../scheduler/score-task";
import type { Task } from "../scheduler/task";
import type { FromWorker, GenerateCall, ToWorker } from "./messages";

/** The worker's side of the protocol: takes calls, advances them together, tells what came out. */
export function serveMessages(
  runtime: Runtime,
  tell: (message: FromWorker) => void,
): (call: ToWorker) => void {
  const tasks = new Map<number, Task>();
  let running = false;

  const turn = () => {
    try {
      runtime.scheduler.step();
    } catch (error) {
      fail(error);
    }
    for (const [id, task] of tasks) if (task.finished) tasks.delete(id);
    running = !runtime.scheduler.idle;
    if (running) setImmediate(turn);
  };

  /** A step that throws leaves every sequence in doubt: all of them fail. */
  const fail = (error: unknown) => {
    for (const [id, task] of tasks) {
      if (task.finished) continue;
      task.cancel();
      tell({ type: "failed", id, message: error instanceof Error ? error.message : String(error) });
    }
  };

  const start = (id: number, task: Task) => {
    tasks.set(id, task);
    runtime.scheduler.add(task);
    if (running) return;
    running = true;
    setImmediate(turn);
  };

  return (call) => {
    switch (call.type) {
      case "generate":
        return start(call.id, generateTask(runtime, call, tell));
      case "score":
        return start(
          call.id,
          new ScoreTask(call.tokens, runtime.model.shape, (scores) =>
            tell({ type: "scored", id: call.id, scores }),
          ),
        );
      case "cancel":
        tasks.get(call.id)?.cancel();
    }
  };
}

function generateTask(
  runtime: Runtime,
  call: GenerateCall,
  tell: (message: FromWorker) => void,
): GenerateTask {
  const { id, stream } = call;
  const startedAt = performance.now();
  return new GenerateTask(
    { ...call, bias: call.bias && new Map(call.bias) },
    {
      onText: stream ? (piece) => tell({ type: "text", id, piece }) : null,
      onDone: ({ firstTokenAt, ...result }) => {
        const firstTokenMs = firstTokenAt === null ? null : firstTokenAt - startedAt;
        tell({ type: "generated", id, ...result, firstTokenMs });
      },
    },
    { tokenizer: runtime.tokenizer, prefixes: runtime.prefixes, context: runtime.model.shape.context },
  );
}
