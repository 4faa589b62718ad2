import { Command } from "commander";
import { onOneLine } from "@/contracts/one-line";
import { submissionViewSchema } from "@/contracts/submission";
import { openRemote, type RemoteOptions, withRemoteOptions } from "../remote";

export function statusCommand(): Command {
  return withRemoteOptions(new Command("status"))
    .description("show how far a submission is")
    .argument("<submission>", "id of the submission")
    .option("--json", "print the whole answer of the API")
    .action(async (id: string, options: RemoteOptions & { json?: boolean }) => {
      const remote = openRemote(options);
      const answer = await remote.json(`/api/v1/submissions/${encodeURIComponent(id)}`);
      if (options.json) {
        console.log(JSON.stringify(answer, null, 2));
        return;
      }
      const view = submissionViewSchema.parse(answer);
      say(`${view.id}  ${view.state}  ${view.model}, ${view.method} on ${view.benchmark}`);
      if (view.reason) say(`  ${view.reason.message} ${view.reason.hint}`);
      if (view.queuePosition !== null) console.log(`  position in the queue: ${view.queuePosition}`);
      if (view.etaSeconds !== null) console.log(`  about ${Math.round(view.etaSeconds)} s left`);
      for (const run of view.runs) {
        console.log(
          `  ${run.runId}  ${run.method}  ${run.state}  ${run.done}/${run.total} samples, ${run.verified} verified`,
        );
      }
      for (const error of view.lineErrors.slice(0, 20)) say(`  line ${error.line}: ${error.message}`);
      console.log(`  ${view.url}`);
    });
}

/** Quotes of files and of foreign servers may hold what a terminal would obey. */
const say = (line: string): void => console.log(onOneLine(line));
