import { setTimeout as delay } from "node:timers/promises";
import { Command } from "commander";
import { startedRescoreSchema, verifierStandSchema } from "@/contracts/rescore";
import { openRemote, type Remote, type RemoteOptions, withRemoteOptions } from "../remote";

const LOOK_AGAIN_MS = 2_000;

export function rescoreCommand(): Command {
  return withRemoteOptions(new Command("rescore"))
    .description("judge all stored samples with the present version of the verifier; nothing is generated")
    .option("--wait", "stay until it is done and print what moved")
    .action(async (options: RemoteOptions & { wait?: boolean }) => {
      const remote = openRemote(options);
      const started = startedRescoreSchema.parse(
        await remote.json("/api/v1/verifier/rescores", {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: "{}",
        }),
      );
      console.log(`${started.rescoreId}  ${started.runs} runs, ${started.samples} samples`);
      if (options.wait) await untilDone(remote, started.rescoreId);
      console.log(`${remote.server}/verifier/changes`);
    });
}

async function untilDone(remote: Remote, rescoreId: string): Promise<void> {
  let told = -1;
  for (;;) {
    const { rescores } = verifierStandSchema.parse(await remote.json("/api/v1/verifier/changes"));
    const now = rescores.find(({ id }) => id === rescoreId);
    if (now === undefined) return;
    if (now.done !== told) console.log(`${now.done} of ${now.runs} runs done, ${now.moved} samples moved`);
    told = now.done;
    if (now.state === "done") {
      if (now.failed > 0) {
        console.error(`${now.failed} runs keep their former verdicts; the page of changes says why`);
        process.exitCode = 1;
      }
      return;
    }
    await delay(LOOK_AGAIN_MS);
  }
}
