import { Command } from "commander";

/** The whole command line. Commands load what they run only when they run, so that `--help` is quick. */
export function createProgram(): Command {
  const program = new Command("plumbline")
    .description("Plumbline: the leaderboard for LLM reasoning methods")
    .exitOverride();
  return program;
}
