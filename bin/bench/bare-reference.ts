import { GenerateTask } from "@/gpu-runner/engines/reference/scheduler/generate-task";
import { loadRuntime } from "@/gpu-runner/engines/reference/scheduler/load-runtime";
import { samplingOf, type TokenJob } from "./workload";

/**
 * The computing code of the engine `reference` in a plain loop: no threads, no messages, no engine around it. Arguments:
 * model file, sequences. Messages: jobs in, token count out.
 */
const [modelPath = "", sequences = "32"] = process.argv.slice(2);
const { model, tokenizer, prefixes, scheduler } = loadRuntime(modelPath, Number(sequences));

process.on("message", (jobs: TokenJob[]) => {
  const cpu = process.cpuUsage();
  let total = 0;
  for (const { tokens, seed } of jobs) {
    const job = { tokens, sampling: samplingOf(seed), stop: [], topLogprobs: null, bias: null };
    const onDone = (result: { tokens: number[] }) => {
      total += result.tokens.length;
    };
    scheduler.add(
      new GenerateTask(job, { onText: null, onDone }, { tokenizer, prefixes, context: model.shape.context }),
    );
  }
  while (!scheduler.idle) scheduler.step();
  const { user, system } = process.cpuUsage(cpu);
  process.send?.({ tokens: total, cpuSeconds: (user + system) / 1e6 });
});
process.on("disconnect", () => process.exit(0));
process.send?.("ready");
