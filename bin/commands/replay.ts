import { existsSync } from "node:fs";
import { Command } from "commander";
import type { EngineHost } from "@/gpu-runner/engines/engine";
import { plumblineHome } from "../home";

type ReplayFlags = { fromJournal?: string | true };

/** Differences and absences that are named one by one. */
const NAMED = 20;

export function replayCommand(): Command {
  return new Command("replay")
    .description("do a run again from its runner's journal, without a call, and compare it byte for byte")
    .argument("<run>", "id of a generated run, or of a reduced one that had its samples assessed")
    .option("--from-journal [folder]", "folder of the runner's journals (default: all runners' of this home)")
    .action(async (runId: string, options: ReplayFlags) => {
      const { withLocalContext } = await import("../local-context");
      const { replayRun } = await import("../replay-run");
      const { journalFolders } = await import("@/gpu-runner/replay/journals-of-run");
      const folders =
        typeof options.fromJournal === "string"
          ? [options.fromJournal]
          : await journalFolders(plumblineHome());
      const hosts = await localEngines();
      try {
        const replay = await withLocalContext((ctx) => replayRun(ctx, { runId, folders, hosts }));
        for (const { problemId, sample, what } of replay.differing.slice(0, NAMED))
          console.log(`${problemId}/${sample}  ${what} differs`);
        for (const { problemId, sample } of replay.absent.slice(0, NAMED))
          console.log(`${problemId}/${sample}  not in a journal of this machine`);
        console.log(
          `${runId}: ${replay.equal} equal, ${replay.differing.length} differ, ${replay.absent.length} not in a journal, ${replay.faulty} infrastructure errors`,
        );
        if (replay.differing.length + replay.absent.length > 0) process.exitCode = 1;
      } finally {
        for (const host of hosts) await host.close();
      }
    });
}

/** Engines whose tokenizers a replay may need; nothing is generated with them. */
async function localEngines(): Promise<EngineHost[]> {
  const { BUNDLED_MODEL } = await import("@/gpu-runner/reference-model/bundled-model");
  if (!existsSync(BUNDLED_MODEL.path)) return [];
  const { ReferenceHost } = await import("@/gpu-runner/engines/reference/reference-host");
  return [new ReferenceHost({ threads: 1 })];
}
