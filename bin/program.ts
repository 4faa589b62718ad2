import { Command } from "commander";
import { exportCommand, restoreCommand } from "./commands/backup";
import { benchmarksCommand } from "./commands/benchmarks";
import { enginesCommand } from "./commands/engines";
import { keysCommand } from "./commands/keys";
import { migrateCommand } from "./commands/migrate";
import { recomputeCommand } from "./commands/recompute";
import { replayCommand } from "./commands/replay";
import { rescoreCommand } from "./commands/rescore";
import { resultsCommand } from "./commands/results";
import { retryCommand } from "./commands/retry";
import { runnerCommand } from "./commands/runner";
import { serveModelCommand, serveSolverCommand } from "./commands/serve";
import { startCommand } from "./commands/start";
import { statusCommand } from "./commands/status";
import { submitCommand } from "./commands/submit";
import { verifyCommand } from "./commands/verify";

/** The whole command line. Commands load what they run only when they run, so that `--help` is quick. */
export function createProgram(): Command {
  const program = new Command("plumbline").description(
    "Plumbline: the leaderboard for LLM reasoning methods",
  );
  const commands = [
    startCommand(),
    submitCommand(),
    statusCommand(),
    retryCommand(),
    resultsCommand(),
    keysCommand(),
    benchmarksCommand(),
    enginesCommand(),
    runnerCommand(),
    serveModelCommand(),
    serveSolverCommand(),
    exportCommand(),
    restoreCommand(),
    migrateCommand(),
    recomputeCommand(),
    replayCommand(),
    rescoreCommand(),
    verifyCommand(),
  ];
  for (const command of commands) program.addCommand(command);
  throwInsteadOfExit(program);
  return program;
}

/** Exit codes are decided in one place (bin/main.ts); commander would end the process itself. */
function throwInsteadOfExit(command: Command): void {
  command.exitOverride();
  for (const child of command.commands) throwInsteadOfExit(child);
}
