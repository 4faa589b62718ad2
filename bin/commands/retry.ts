import { Command } from "commander";
import { submissionViewSchema } from "@/contracts/submission";
import { openRemote, type RemoteOptions, withRemoteOptions } from "../remote";

export function retryCommand(): Command {
  return withRemoteOptions(new Command("retry"))
    .description("work on a failed submission again; nothing that is stored is made again")
    .argument("<submission>", "id of the submission")
    .action(async (id: string, options: RemoteOptions) => {
      const remote = openRemote(options);
      const view = submissionViewSchema.parse(
        await remote.json(`/api/v1/submissions/${encodeURIComponent(id)}/retry`, { method: "POST" }),
      );
      console.log(`${view.id}  ${view.state}`);
      console.log(`  ${view.url}`);
    });
}
